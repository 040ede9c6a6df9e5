#!/bin/sh
# Removes a PostgreSQL and its folder ($1) once the process that holds the other end of standard input has ended,
# however it did: nobody can catch SIGKILL, and a worker thread is not told when it is terminated.
#
# Each line names the program that runs from then on and its process id, or says that none does.
name=none
id=
while read -r next_name next_id; do
  name=$next_name
  id=$next_id
done

# A zombie has ended too: in a container there may be nobody to look after it.
is_running() {
  case "$(ps -o stat= -p "$id")" in
    '' | Z*) return 1 ;;
  esac
}

if [ "$name" != none ]; then
  # Immediate mode. initdb would leave its shared memory behind, but has ended by itself in a moment.
  if [ "$name" = postgres ]; then kill -QUIT "$id"; fi
  waits=0
  while is_running && [ "$waits" -lt 100 ]; do
    sleep 0.1
    waits=$((waits + 1))
  done
  if is_running; then kill -KILL -- "-$id"; fi
fi
rm -rf "$1"
