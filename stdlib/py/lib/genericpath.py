"""What paths of all systems have."""

from os.path import commonprefix, exists, getatime, getctime, getmtime, getsize, isdir, isfile, samefile
