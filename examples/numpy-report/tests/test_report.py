import numpy
from report import summary


def test_a_line_tells_mean_and_spread():
    assert summary(numpy.array([1.0, 2.0, 3.0])) == "3 numbers, mean 2.00, standard deviation 0.82"
