"""One expression, several arithmetics: floats observe, balls decide."""

from verify.arithmetic.balls import BALL as BALL
from verify.arithmetic.compile import compile_tape as compile_tape
from verify.arithmetic.decide import Decision as Decision
from verify.arithmetic.decide import decide as decide
from verify.arithmetic.decide import decide_tree as decide_tree
from verify.arithmetic.digits import MP as MP
from verify.arithmetic.exact import EXACT as EXACT
from verify.arithmetic.floats import FLOAT as FLOAT
from verify.arithmetic.margins import Margins as Margins
from verify.arithmetic.tape import Tape as Tape
