/** Somebody who works with the inbox of Baton, over the HTTP API that GET /api/openapi.json describes. */
export class Inbox {
  constructor({ endpoint, user, groups = [] }) {
    this.endpoint = endpoint;
    this.user = user;
    this.headers = { 'Baton-User': user, 'Baton-Groups': groups.join(','), 'Content-Type': 'application/json' };
    this.groups = groups;
  }

  /** What is there for the groups and nobody has taken, and what this user has. Newest first. */
  async tasks() {
    const lists = await Promise.all([`assignee=${encodeURIComponent(this.user)}`, ...this.groups.map(group => `unassigned=true&group=${encodeURIComponent(group)}`)].map(query => this.#call('GET', `/tasks?${query}`)));
    return lists.flatMap(list => list.tasks);
  }

  claim(task) {
    return this.#call('POST', `/tasks/${task.id}/claim`, {});
  }

  complete(task, outcome, data) {
    return this.#call('POST', `/tasks/${task.id}/complete`, { outcome, data });
  }

  async #call(method, path, body) {
    const response = await fetch(`${this.endpoint}/api${path}`, { method, headers: this.headers, body: body && JSON.stringify(body) });
    const answer = await response.json();
    if (!response.ok) throw Object.assign(new Error(answer.message), { status: response.status });
    return answer;
  }
}
