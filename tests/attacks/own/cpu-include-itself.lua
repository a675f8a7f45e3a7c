-- include the file that runs
include 'attack'
