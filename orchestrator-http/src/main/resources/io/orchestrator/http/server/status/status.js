'use strict';

const REFRESH_MILLIS = 2000;
const MOST_RECOVERIES = 10;
const OPEN_AT_FIRST = 4;

/** ReplicationIOThreadState of a receiver that neither runs nor is stopped. */
const OTHER_STATE = 2;

/** What the reader opened or closed by hand, by the element's name; and steps of recoveries that are over, by uid. */
const opened = new Map();
const finishedSteps = new Map();

/** Asks the API; throws with a text for people. */
async function ask(path) {
  const response = await fetch('api/' + path);
  const body = await response.json();
  if (!response.ok) {
    throw new Error(body && body.Message ? body.Message : response.status + ' for ' + path);
  }
  return body;
}

/** An element with text or children; everything shown goes through here, as text and never as markup. */
function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) {
    made.className = className;
  }
  made.append(...content);
  return made;
}

function badge(kind, text) {
  return element('span', 'badge ' + kind, text);
}

function row(cell, ...values) {
  return element('tr', '', ...values.map((value) => value instanceof Element && value.tagName === 'TD'
    ? value : element(cell, '', value)));
}

function table(heads, rows) {
  return element('table', '', element('thead', '', row('th', ...heads)), element('tbody', '', ...rows));
}

function keyOf(key) {
  return key.Hostname + ':' + key.Port;
}

/** A part that can be closed, and stays as the reader left it when the page is drawn anew. */
function foldable(name, isOpen, summary, content) {
  const made = element('details', 'card', element('summary', '', ...summary), ...content);
  made.dataset.name = name;
  made.open = isOpen;
  return made;
}

function isOpen(name, atFirst) {
  return opened.has(name) ? opened.get(name) : atFirst;
}

/** Replaces what an element shows, unless it shows that already: a selection by the reader survives. */
function show(id, nodes) {
  const place = document.getElementById(id);
  const next = document.createElement('div');
  next.append(...nodes);
  if (place.innerHTML !== next.innerHTML) {
    const focused = place.contains(document.activeElement) && document.activeElement.closest('details');
    place.replaceChildren(...next.childNodes);
    if (focused) {
      place.querySelector('details[data-name="' + CSS.escape(focused.dataset.name) + '"] > summary')?.focus();
    }
  }
}

async function node() {
  const [health, recoveries] = await Promise.all([ask('health'), ask('check-global-recoveries')]);
  const details = health.Details;
  const own = (details.AvailableNodes || []).find((one) => one.Token === details.Token);
  const leads = details.IsActiveNode ? badge('good', 'leads')
    : badge('plain', 'led by ' + (details.ActiveNode.Hostname || 'nobody'));
  return [details.Hostname + (own ? ' · version ' + own.AppVersion + ' · ' + own.DBBackend : '') + ' ', leads,
    recoveries.Details === 'enabled' ? badge('good', 'recoveries enabled') : badge('bad', 'recoveries disabled')];
}

function analysisRow(entry) {
  const codes = [entry.Analysis, ...(entry.StructureAnalysis || [])].filter((code) => code !== 'NoProblem');
  const failure = entry.Analysis !== 'NoProblem';
  const kind = entry.IsDowntimed ? 'plain' : failure ? 'bad' : 'warn';
  const notes = codes.map((code) => badge(code === entry.Analysis ? kind : 'warn', code));
  if (entry.IsDowntimed) {
    notes.push(badge('plain', 'in downtime'));
  }
  const cluster = entry.ClusterDetails.ClusterAlias || entry.ClusterDetails.ClusterName;
  return row('td', element('td', 'server', keyOf(entry.AnalyzedInstanceKey)), element('td', '', ...notes), cluster,
    entry.CountValidReplicatingReplicas + ' of ' + entry.CountReplicas + ' replicating',
    element('td', 'wide', entry.Description || ''));
}

async function problems() {
  const found = (await ask('replication-analysis')).Details;
  if (found.length === 0) {
    return [element('p', '', badge('good', 'none'), ' All known servers replicate as they should.')];
  }
  return [table(['Server', 'Analysis', 'Cluster', 'Replicas', ''], found.map(analysisRow))];
}

/** Members in the order of the tree, each with the lines that draw it. A circle of sources ends where it began. */
function asTree(members) {
  const byKey = new Map(members.map((member) => [keyOf(member.Key), member]));
  const isRoot = (member) => !byKey.has(keyOf(member.MasterKey)) || member.MasterKey.Port === 0;
  const drawn = new Map();
  const draw = (member, lines, childLines) => {
    if (drawn.has(member)) {
      return;
    }
    drawn.set(member, lines);
    const own = members.filter((other) => keyOf(other.MasterKey) === keyOf(member.Key) && !drawn.has(other));
    own.forEach((replica, at) => {
      const last = at === own.length - 1;
      draw(replica, childLines + (last ? '└─ ' : '├─ '), childLines + (last ? '   ' : '│  '));
    });
  };
  members.filter(isRoot).forEach((root) => draw(root, '', ''));
  members.forEach((rest) => draw(rest, '', ''));
  return drawn;
}

function serverRow(member, lines) {
  const isReplica = member.MasterKey.Port !== 0;
  const connecting = member.ReplicationIOThreadState === OTHER_STATE && member.Slave_SQL_Running;
  const role = !isReplica ? 'source' : member.IsCoMaster ? 'co-source' : 'replica';
  const state = !member.IsLastCheckValid ? badge('bad', 'cannot be read')
    : connecting ? badge('warn', 'connecting') : isReplica && !(member.Slave_IO_Running && member.Slave_SQL_Running) ? badge('bad', 'replication stopped')
      : badge('good', isReplica ? 'replicating' : 'up');
  const notes = [];
  if (member.IsDowntimed) {
    notes.push(badge('plain', 'downtime: ' + member.DowntimeReason));
  }
  if (member.GtidErrant) {
    notes.push(badge('warn', 'errant ' + member.GtidErrant));
  }
  if (member.PromotionRule && member.PromotionRule !== 'neutral') {
    notes.push(badge('plain', member.PromotionRule));
  }
  const error = member.LastIOError || member.LastSQLError;
  const valid = member.IsLastCheckValid;
  return row('td', element('td', 'server', lines + (member.InstanceAlias || keyOf(member.Key))), role, element('td', '', state),
    !valid ? '' : member.ReadOnly ? 'read-only' : 'writable', member.Version,
    isReplica && member.SlaveLagSeconds.Valid ? member.SlaveLagSeconds.Int64 + ' s' : '',
    element('td', 'wide', ...notes, error ? ' ' + error : ''));
}

async function cluster(info, atFirst) {
  const name = 'cluster ' + info.ClusterName;
  const open = isOpen(name, atFirst);
  const alias = info.ClusterAlias && info.ClusterAlias !== info.ClusterName;
  const summary = [element('strong', '', alias ? info.ClusterAlias : info.ClusterName),
    element('span', 'quiet', (alias ? info.ClusterName + ' · ' : '') + info.CountInstances
      + (info.CountInstances === 1 ? ' server' : ' servers')),
    info.HasAutomatedMasterRecovery ? badge('plain', 'automatic recovery') : badge('warn', 'no automatic recovery')];
  if (!open) {
    return foldable(name, false, summary, []);
  }
  const members = await ask('cluster/' + encodeURIComponent(info.ClusterName));
  const rows = [...asTree(members)].map(([member, lines]) => serverRow(member, lines));
  return foldable(name, true, summary,
    [table(['Server', 'Role', 'State', 'Writes', 'Version', 'Lag', ''], rows)]);
}

async function clusters() {
  const found = await ask('clusters-info');
  if (found.length === 0) {
    return [element('p', 'card', 'None yet. Tell orchestrator about one server, it finds the others: ',
      element('code', '', 'curl ' + location.href.replace(/[?#].*$/, '') + 'api/discover/HOST/PORT'))];
  }
  return Promise.all(found.map((info, at) => cluster(info, at < OPEN_AT_FIRST)));
}

async function stepsOf(recovery) {
  if (finishedSteps.has(recovery.UID)) {
    return finishedSteps.get(recovery.UID);
  }
  const steps = (await ask('audit-recovery-steps/' + encodeURIComponent(recovery.UID))).sort((a, b) => a.Id - b.Id);
  if (recovery.RecoveryEndTimestamp) {
    finishedSteps.set(recovery.UID, steps);
  }
  return steps;
}

async function recoveryPart(recovery, atFirst) {
  const name = 'recovery ' + recovery.UID;
  const open = isOpen(name, atFirst);
  const running = recovery.RecoveryEndTimestamp === '';
  const entry = recovery.AnalysisEntry;
  const summary = [element('span', 'quiet', recovery.RecoveryStartTimestamp),
    element('span', '', element('strong', '', entry.Analysis), ' of ' + keyOf(entry.AnalyzedInstanceKey)
      + (entry.ClusterDetails.ClusterAlias ? ' (' + entry.ClusterDetails.ClusterAlias + ')' : '')),
    running ? badge('warn', 'running')
      : recovery.IsSuccessful ? badge('good', 'promoted ' + keyOf(recovery.SuccessorKey)) : badge('bad', 'nobody promoted')];
  if (recovery.Acknowledged) {
    summary.push(badge('plain', 'acknowledged by ' + recovery.AcknowledgedBy));
  } else if (recovery.IsActive) {
    summary.push(badge('plain', 'blocks further automatic recovery'));
  }
  if (!open) {
    return foldable(name, false, summary, []);
  }
  const content = (recovery.AllErrors || []).filter((text) => text !== '').map((text) => element('p', '', badge('bad', text)));
  if (recovery.LostReplicas.length > 0) {
    content.push(element('p', '', badge('warn', 'lost replicas'), ' ' + recovery.LostReplicas.map(keyOf).join(', ')));
  }
  const steps = await stepsOf(recovery);
  content.push(table(['Time', 'Step'], steps.map((step) => row('td', step.AuditAt, element('td', 'wide', step.Message)))));
  return foldable(name, true, summary, content);
}

async function recoveries() {
  const found = await ask('audit-recovery');
  if (found.length === 0) {
    return [element('p', 'card quiet', 'None so far.')];
  }
  return Promise.all(found.slice(0, MOST_RECOVERIES).map((recovery, at) => recoveryPart(recovery, at === 0)));
}

async function refresh() {
  const parts = { node, problems, clusters, recoveries };
  await Promise.all(Object.entries(parts).map(async ([id, part]) => {
    try {
      show(id, await part());
    } catch (failure) {
      show(id, [element('span', '', badge('bad', 'no answer'), ' ' + failure.message)]);
    }
  }));
  document.getElementById('age').textContent = 'as of ' + new Date().toLocaleTimeString();
}

async function refreshForever() {
  if (!document.hidden) {
    await refresh();
  }
  setTimeout(refreshForever, REFRESH_MILLIS);
}

document.addEventListener('click', (event) => {
  const summary = event.target.closest('summary');
  if (summary) {
    // The browser opens or closes it after this; its content comes with the next drawing.
    opened.set(summary.parentElement.dataset.name, !summary.parentElement.open);
    setTimeout(refresh, 0);
  }
});

refreshForever();
