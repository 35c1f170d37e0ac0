from prices.ab_test import RATE
