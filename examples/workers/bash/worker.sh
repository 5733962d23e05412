#!/usr/bin/env bash
# A worker with nothing but curl and jq. An operation is a POST of JSON, and its name is a header:
#   worker.sh http://127.0.0.1:7070 ACTIVITY-ARN
# For AWS itself give curl --aws-sigv4 "aws:amz:$AWS_REGION:states" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" too.
set -uo pipefail
endpoint=$1 activity=$2

call() { # an operation and its request; gives the answer, or fails with what the service says of it
  curl --silent --show-error --fail-with-body --max-time 75 "$endpoint/" \
    --header 'Content-Type: application/x-amz-json-1.0' --header "X-Amz-Target: AWSStepFunctions.$1" --data-binary "$2"
}

greet() { # the work itself, from JSON to JSON; may run again for a task that it has done before
  jq --compact-output --exit-status 'if (.name // "") == "" then empty else { greeting: "Hello \(.name)" } end'
}

work() { # a token and an input
  while sleep 10; do call SendTaskHeartbeat "$(jq -n --arg token "$1" '{ taskToken: $token }')" > /dev/null || break; done &
  local heartbeats=$! output
  if output=$(greet <<< "$2"); then
    call SendTaskSuccess "$(jq -n --arg token "$1" --arg output "$output" '{ taskToken: $token, output: $output }')"
  else
    call SendTaskFailure "$(jq -n --arg token "$1" '{ taskToken: $token, error: "Name.Missing", cause: "There is nobody to greet." }')"
  fi
  kill "$heartbeats" 2> /dev/null
}

echo "Working on $activity"
while true; do
  if task=$(call GetActivityTask "$(jq -n --arg arn "$activity" --arg worker "bash-$$" '{ activityArn: $arn, workerName: $worker }')"); then
    token=$(jq -r '.taskToken // empty' <<< "$task")
    if [ -n "$token" ]; then work "$token" "$(jq -r .input <<< "$task")"; fi
  else
    sleep 1 # the service is away
  fi
done
