"""Sampled matrices with known properties, each with its certificate.

An ensemble draws stacks of float matrices (`draw`), exact matrices of small size (`exact`), and
certifies its property for any one matrix (`certificate`). It knows no claim.
"""

from verify.ensembles.dplr import dplr_tied as dplr_tied
from verify.ensembles.dplr import dplr_untied as dplr_untied
from verify.ensembles.ensemble import Certificate as Certificate
from verify.ensembles.ensemble import Ensemble as Ensemble
from verify.ensembles.ensemble import EnsembleError as EnsembleError
from verify.ensembles.gaussian import complex_ginibre as complex_ginibre
from verify.ensembles.gaussian import ginibre as ginibre
from verify.ensembles.gaussian import goe as goe
from verify.ensembles.gaussian import spd as spd
from verify.ensembles.gaussian import wishart as wishart
from verify.ensembles.hippo import lagt as lagt
from verify.ensembles.hippo import lagt_integer as lagt_integer
from verify.ensembles.hippo import legs as legs
from verify.ensembles.hippo import legs_integer as legs_integer
from verify.ensembles.hippo import legt as legt
from verify.ensembles.hippo import legt_integer as legt_integer
from verify.ensembles.hippo_rotated import lagt_rotated as lagt_rotated
from verify.ensembles.hippo_rotated import legs_rotated as legs_rotated
from verify.ensembles.hippo_rotated import legt_rotated as legt_rotated
from verify.ensembles.jordan import defective as defective
from verify.ensembles.jordan import jordan as jordan
from verify.ensembles.jordan import nilpotent as nilpotent
from verify.ensembles.patterned import commuting_pairs as commuting_pairs
from verify.ensembles.patterned import companion as companion
from verify.ensembles.patterned import companion_of as companion_of
from verify.ensembles.patterned import grcar as grcar
from verify.ensembles.patterned import hadamard as hadamard
from verify.ensembles.patterned import rank_one as rank_one
from verify.ensembles.patterned import row_stochastic as row_stochastic
from verify.ensembles.patterned import toeplitz as toeplitz
from verify.ensembles.rotations import non_normal as non_normal
from verify.ensembles.rotations import normal as normal
from verify.ensembles.rotations import orthogonal as orthogonal
from verify.ensembles.rotations import skew as skew
from verify.ensembles.stable import dissipative as dissipative
from verify.ensembles.stable import hurwitz as hurwitz
from verify.ensembles.stable import schur as schur
