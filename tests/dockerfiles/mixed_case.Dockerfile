From alpine As Base
Run echo hi
OnBuild Copy . /x
HealthCheck NONE
