"""Thresholds that a true law crosses with probability below 1e-9, and no sooner."""

from collections.abc import Callable

import numpy as np
import scipy.stats

RISK = 1e-9


def chi_square_agrees(statistic: float, degrees: int) -> bool:
    """Tell whether a chi-square variable lies between its exact extreme quantiles."""
    low, high = scipy.stats.chi2.ppf([RISK / 2, 1 - RISK / 2], degrees)
    return bool(low <= statistic <= high)


def mean_agrees(samples: np.ndarray, expected: float, width: float) -> bool:
    """Tell whether the mean of independent samples from an interval of a width is as expected.

    Hoeffding's inequality.
    """
    radius = width * np.sqrt(np.log(2 / RISK) / (2 * len(samples)))
    return bool(abs(samples.mean() - expected) <= radius)


def law_agrees(samples: np.ndarray, cdf: Callable[[np.ndarray], np.ndarray]) -> bool:
    """Tell whether independent samples have a distribution function.

    The inequality of Dvoretzky, Kiefer and Wolfowitz, with Massart's constant.
    """
    ordered = np.sort(samples)
    k = len(ordered)
    expected = cdf(ordered)
    gap = max(np.max(np.arange(1, k + 1) / k - expected), np.max(expected - np.arange(k) / k))
    return bool(gap <= np.sqrt(np.log(2 / RISK) / (2 * k)))
