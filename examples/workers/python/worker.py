"""A worker with nothing but boto3, the AWS SDK. Where the service is comes from the environment, as for every AWS client:
AWS_ENDPOINT_URL=http://127.0.0.1:7070 AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any python3 worker.py ACTIVITY-ARN
"""
import json
import os
import signal
import sys
import threading
import time

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

ACTIVITY = sys.argv[1]
sfn = boto3.client("stepfunctions", config=Config(read_timeout=75))  # the service holds a poll for a minute
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))


class TaskFailure(Exception):
    """Fails a task with an error name for Retry and Catch."""

    def __init__(self, error, cause):
        super().__init__(cause)
        self.error = error


def greet(task):
    """The work itself; may run again for a task that it has done before."""
    if not task.get("name"):
        raise TaskFailure("Name.Missing", "There is nobody to greet.")
    return {"greeting": f"Hello {task['name']}"}


def beat(token, done):
    while not done.wait(10):
        try:
            sfn.send_task_heartbeat(taskToken=token)
        except (BotoCoreError, ClientError):
            return  # the task is gone, or the result will tell


def work(token, task):
    done = threading.Event()
    threading.Thread(target=beat, args=(token, done), daemon=True).start()
    try:
        sfn.send_task_success(taskToken=token, output=json.dumps(greet(task)))
    except TaskFailure as failure:
        sfn.send_task_failure(taskToken=token, error=failure.error, cause=str(failure))
    except (sfn.exceptions.TaskTimedOut, sfn.exceptions.TaskDoesNotExist):
        pass  # nobody waits for it any more
    finally:
        done.set()


print(f"Working on {ACTIVITY}", flush=True)
while True:
    try:
        task = sfn.get_activity_task(activityArn=ACTIVITY, workerName=f"python-{os.getpid()}")
        if task.get("taskToken"):
            work(task["taskToken"], json.loads(task["input"]))
    except (BotoCoreError, ClientError) as failure:
        print(failure, file=sys.stderr)  # the service is away: the next poll waits for it
        time.sleep(1)
