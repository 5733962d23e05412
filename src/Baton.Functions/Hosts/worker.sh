# Runs one worker: worker.sh LOG COMMAND... Standard input is a pipe from the server, and nobody writes to it: when it ends, because the server said so
# or is no more, the worker ends with all that it started. Prints the worker's process id, and ends with its exit code.
log=$1
shift
exec 3<&0 4>&1 </dev/null >>"$log" 2>&1
if command -v setsid >/dev/null 2>&1; then
  setsid "$@" 3<&- 4>&- & # a session of its own, and so a group that can be ended as a whole
else
  set -m # a group of its own
  "$@" 3<&- 4>&- &
fi
worker=$!
echo "$worker" >&4
exec 4>&-
group() { kill -s "$1" -- "-$worker" 2>/dev/null || kill -s "$1" "$worker" 2>/dev/null; }
(
  read -r _ <&3
  group TERM
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    group 0 || exit 0
    sleep 0.2
  done
  group KILL
) &
guard=$!
exec 3<&-
wait "$worker"
code=$?
group KILL # what the worker left behind
kill "$guard" 2>/dev/null
exit "$code"
