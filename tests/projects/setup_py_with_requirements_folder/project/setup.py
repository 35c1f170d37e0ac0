from setuptools import find_packages, setup

setup(
    name="old",
    version="1.0",
    packages=find_packages(),
    python_requires=">=3.8",
    entry_points={"console_scripts": ["old = old.cli:main"]},
)
