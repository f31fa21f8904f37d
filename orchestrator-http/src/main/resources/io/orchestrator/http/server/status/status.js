'use strict';

const REFRESH_MILLIS = 2000;

/** Asks the API; throws with a text for people. */
async function ask(path) {
  const response = await fetch('api/' + path);
  const body = await response.json();
  if (!response.ok) {
    throw new Error(body && body.Message ? body.Message : response.status + ' for ' + path);
  }
  return body;
}

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) {
    made.className = className;
  }
  return made;
}

function keyOf(key) {
  return key.Hostname + ':' + key.Port;
}

/** Replaces what an element shows, unless it shows that already: a selection by the reader survives. */
function show(id, nodes) {
  const place = document.getElementById(id);
  const next = document.createElement('div');
  next.append(...nodes);
  if (place.innerHTML !== next.innerHTML) {
    place.replaceChildren(...nodes);
  }
}

async function node() {
  const health = (await ask('health')).Details;
  const leader = health.IsActiveNode ? 'this node leads' : 'led by ' + (health.ActiveNode.Hostname || 'nobody');
  return [document.createTextNode(health.Hostname + ', ' + leader)];
}

async function problems() {
  const found = (await ask('replication-analysis')).Details;
  if (found.length === 0) {
    return [element('li', 'nothing')];
  }
  return found.map((entry) => {
    const codes = [entry.Analysis, ...(entry.StructureAnalysis || [])].filter((code) => code !== 'NoProblem');
    const downtime = entry.IsDowntimed ? ' (in downtime)' : '';
    return element('li', keyOf(entry.AnalyzedInstanceKey) + ': ' + codes.join(', ') + downtime, 'bad');
  });
}

async function clusters() {
  const found = await ask('clusters-info');
  if (found.length === 0) {
    return [element('p', 'None yet. Tell me about a server: api/discover/HOST/PORT')];
  }
  const drawn = await Promise.all(found.map(async (cluster) => {
    const text = (await ask('topology/' + encodeURIComponent(cluster.ClusterName))).Details;
    const alias = cluster.ClusterAlias === cluster.ClusterName ? '' : ' (' + cluster.ClusterAlias + ')';
    return [element('h3', cluster.ClusterName + alias + ', ' + cluster.CountInstances + ' servers'), element('pre', text)];
  }));
  return drawn.flat();
}

async function recoveries() {
  const found = await ask('audit-recovery');
  if (found.length === 0) {
    return [element('li', 'none')];
  }
  return found.map((recovery) => {
    const failed = recovery.AnalysisEntry.Analysis + ' of ' + keyOf(recovery.AnalysisEntry.AnalyzedInstanceKey);
    const running = recovery.RecoveryEndTimestamp === '';
    const outcome = recovery.IsSuccessful ? 'promoted ' + keyOf(recovery.SuccessorKey) : running ? 'running' : 'failed';
    return element('li', recovery.RecoveryStartTimestamp + ' ' + failed + ': ' + outcome,
      recovery.IsSuccessful || running ? '' : 'bad');
  });
}

async function refresh() {
  const parts = { node, problems, clusters, recoveries };
  await Promise.all(Object.entries(parts).map(async ([id, part]) => {
    try {
      show(id, await part());
    } catch (failure) {
      const tag = id === 'problems' || id === 'recoveries' ? 'li' : 'span';
      show(id, [element(tag, 'No answer: ' + failure.message, 'bad')]);
    }
  }));
  setTimeout(refresh, REFRESH_MILLIS);
}

refresh();
