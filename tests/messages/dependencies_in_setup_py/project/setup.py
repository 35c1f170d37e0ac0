from setuptools import setup

setup(name='x', version='1', install_requires=open('deps').read().split())
