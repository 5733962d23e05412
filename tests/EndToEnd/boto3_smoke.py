"""All operations by boto3, the AWS SDK for Python: a second client, so that the first one's habits are not taken for the protocol."""
import json
import sys
import time
import uuid

import boto3
from botocore.config import Config

PASS = json.dumps({"StartAt": "Done", "States": {"Done": {"Type": "Pass", "End": True}}})
ROLE = "arn:aws:iam::000000000000:role/baton"

sfn = boto3.client(
    "stepfunctions", endpoint_url=sys.argv[1], region_name="us-east-1", aws_access_key_id="AKIAIOSFODNN7EXAMPLE", aws_secret_access_key="secret",
    config=Config(retries={"total_max_attempts": 1}, inject_host_prefix=False),  # there is no sync-127.0.0.1
)
called = set()
sfn.meta.events.register("before-call.*.*", lambda model, **rest: called.add(model.name))


def name():
    return f"python-{uuid.uuid4()}"


def closed(arn):
    deadline = time.monotonic() + 15
    while (execution := sfn.describe_execution(executionArn=arn))["status"] == "RUNNING":
        assert time.monotonic() < deadline, f"{arn} still runs"
    return execution


def machine_of(activity):
    task = {"Type": "Task", "Resource": activity, "HeartbeatSeconds": 60, "TimeoutSeconds": 600, "End": True}
    return sfn.create_state_machine(name=name(), definition=json.dumps({"StartAt": "Work", "States": {"Work": task}}), roleArn=ROLE)["stateMachineArn"]


# Machines.
machine = sfn.create_state_machine(name=name(), definition=PASS, roleArn=ROLE)["stateMachineArn"]
assert sfn.update_state_machine(stateMachineArn=machine, roleArn=ROLE + "2")["revisionId"]
described = sfn.describe_state_machine(stateMachineArn=machine)
assert (described["definition"], described["roleArn"], described["status"]) == (PASS, ROLE + "2", "ACTIVE")
assert any(item["stateMachineArn"] == machine for page in sfn.get_paginator("list_state_machines").paginate(PaginationConfig={"PageSize": 1}) for item in page["stateMachines"])

# Versions and aliases.
version = sfn.publish_state_machine_version(stateMachineArn=machine, description="first")["stateMachineVersionArn"]
assert [item["stateMachineVersionArn"] for item in sfn.list_state_machine_versions(stateMachineArn=machine)["stateMachineVersions"]] == [version]
alias = sfn.create_state_machine_alias(name="prod", routingConfiguration=[{"stateMachineVersionArn": version, "weight": 100}])["stateMachineAliasArn"]
sfn.update_state_machine_alias(stateMachineAliasArn=alias, description="live")
assert sfn.describe_state_machine_alias(stateMachineAliasArn=alias)["description"] == "live"
assert [item["stateMachineAliasArn"] for item in sfn.list_state_machine_aliases(stateMachineArn=machine)["stateMachineAliases"]] == [alias]
by_alias = sfn.start_execution(stateMachineArn=alias, name="by-alias")["executionArn"]
execution = closed(by_alias)
assert (execution["stateMachineAliasArn"], execution["stateMachineVersionArn"]) == (alias, version)
assert sfn.describe_state_machine_for_execution(executionArn=by_alias)["definition"] == PASS
try:
    sfn.delete_state_machine_version(stateMachineVersionArn=version)
    raise AssertionError("a version that an alias leads to was deleted")
except sfn.exceptions.ConflictException:
    pass
sfn.delete_state_machine_alias(stateMachineAliasArn=alias)
sfn.delete_state_machine_version(stateMachineVersionArn=version)

# Tags, and definitions that nobody keeps.
sfn.tag_resource(resourceArn=machine, tags=[{"key": "team", "value": "orders"}, {"key": "stage", "value": "test"}])
sfn.untag_resource(resourceArn=machine, tagKeys=["stage"])
assert sfn.list_tags_for_resource(resourceArn=machine)["tags"] == [{"key": "team", "value": "orders"}]
assert sfn.validate_state_machine_definition(definition=PASS)["result"] == "OK"
assert sfn.validate_state_machine_definition(definition="{}")["result"] == "FAIL"
assert sfn.test_state(definition=json.dumps({"Type": "Pass", "End": True}), input="[1]")["output"] == "[1]"

# Executions.
started = sfn.start_execution(stateMachineArn=machine, name="one", input='{"ä": "😀"}')
execution = closed(started["executionArn"])
assert (execution["status"], execution["output"], execution["startDate"]) == ("SUCCEEDED", '{"ä": "😀"}', started["startDate"])
assert [item["name"] for item in sfn.list_executions(stateMachineArn=machine)["executions"]] == ["one", "by-alias"]
pages = sfn.get_paginator("get_execution_history").paginate(executionArn=started["executionArn"], PaginationConfig={"PageSize": 3})
assert [event["id"] for page in pages for event in page["events"]] == [1, 2, 3, 4]

# Map Runs.
assert sfn.list_map_runs(executionArn=started["executionArn"])["mapRuns"] == []
nobody = "arn:aws:states:us-east-1:000000000000:mapRun:machine/each:00000000-0000-0000-0000-000000000000"
for call in (lambda: sfn.describe_map_run(mapRunArn=nobody), lambda: sfn.update_map_run(mapRunArn=nobody, maxConcurrency=1)):
    try:
        call()
        raise AssertionError("a Map Run that never was is there")
    except sfn.exceptions.ResourceNotFound:
        pass

# Express executions.
express = sfn.create_state_machine(name=name(), definition=PASS, roleArn=ROLE, type="EXPRESS")["stateMachineArn"]
answer = sfn.start_sync_execution(stateMachineArn=express, input="[1]")
assert (answer["status"], answer["output"], answer["billingDetails"]["billedMemoryUsedInMB"]) == ("SUCCEEDED", "[1]", 64)
assert ":express:" in sfn.start_execution(stateMachineArn=express)["executionArn"]

# Activities and their tasks.
activity = sfn.create_activity(name=name())["activityArn"]
assert sfn.describe_activity(activityArn=activity)["activityArn"] == activity
assert any(item["activityArn"] == activity for page in sfn.get_paginator("list_activities").paginate() for item in page["activities"])
working = machine_of(activity)
arn = sfn.start_execution(stateMachineArn=working)["executionArn"]
token = sfn.get_activity_task(activityArn=activity, workerName="python")["taskToken"]
sfn.send_task_heartbeat(taskToken=token)
sfn.send_task_success(taskToken=token, output="[1]")
assert closed(arn)["output"] == "[1]"
arn = sfn.start_execution(stateMachineArn=working)["executionArn"]
sfn.send_task_failure(taskToken=sfn.get_activity_task(activityArn=activity)["taskToken"], error="Bad", cause="Luck")
assert (closed(arn)["error"], closed(arn)["cause"]) == ("Bad", "Luck")
arn = sfn.start_execution(stateMachineArn=working)["executionArn"]
sfn.stop_execution(executionArn=arn, error="Enough")
assert closed(arn)["status"] == "ABORTED"
sfn.redrive_execution(executionArn=arn)
sfn.send_task_success(taskToken=sfn.get_activity_task(activityArn=activity)["taskToken"], output="[2]")
assert (closed(arn)["output"], closed(arn)["redriveCount"]) == ("[2]", 1)

# Errors have their classes.
try:
    sfn.send_task_success(taskToken=token, output="[2]")
    raise AssertionError("a second result was taken")
except sfn.exceptions.TaskTimedOut:
    pass
try:
    sfn.describe_execution(executionArn=arn + "x")
    raise AssertionError("an execution that never was is described")
except sfn.exceptions.ExecutionDoesNotExist as error:
    assert error.response["Error"]["Message"] == f"Execution Does Not Exist: '{arn}x'", error

sfn.delete_activity(activityArn=activity)
sfn.delete_state_machine(stateMachineArn=machine)
print(" ".join(sorted(called)))
