#!/bin/sh
# Makes the training pictures: sh bench/scenes/training/make.sh FOLDER (see bench/scenes/README.md). What is there already stays.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$1
run() { nice -n 15 blender -b -t 1 -noaudio --python-exit-code 1 -P "$here/$1" -- --folder "$folder" $2 | grep -E '^DONE' || { echo "failed: $1 $2" >&2; exit 1; }; }
for name in $(sed -n "s/^    '\([a-z-]*\)': (.*/\1/p" "$here/subjects.py"); do
  [ -e "$folder/subjects/$name.npz" ] || run render.py "--subject $name"
done
for seed in 1 2 3 4 5 6; do
  [ -e "$folder/rooms/$seed.npz" ] || run rooms.py "--seed $seed"
done
run lay.py ''
