import { isMembers, type Members } from '../members.ts'
import { commonMembers, commonRequired, extensions } from '../stix/validation/common-rules.ts'
import { compareTimes } from '../stix/validation/compare-times.ts'
import { type Findings, shown } from '../stix/validation/findings.ts'
import { identifier, refsTo, refTo } from '../stix/validation/references.ts'
import {
  filledText,
  float,
  integer,
  listOf,
  type MemberRules,
  oneOf,
  type Structure,
  structure,
  text,
  timestamp,
} from '../stix/validation/values.ts'
import { impactExtensions } from './impact-rules.ts'
import { entityCount, entries, stateChange, suiteWord } from './suite-values.ts'
import { suiteEnumerations } from './suite-words.ts'

const { determination, eventStatus, fidelity, recoverability, taskOutcome } = suiteEnumerations

const span: MemberRules = {
  start_time: timestamp,
  start_time_fidelity: oneOf(fidelity, 'Incident 5.10'),
  end_time: timestamp,
  end_time_fidelity: oneOf(fidelity, 'Incident 5.10'),
}
const percent = integer(0, 100)

/** The property extension of an incident. Source: Incident Extension Suite 2.1 §2.1; `event_refs` and `task_refs` are of later drafts. */
export const incidentExtensionRules: Structure = {
  section: 'Incident 2.1',
  required: ['extension_type', 'determination', 'investigation_status'],
  members: {
    extension_type: oneOf(['property-extension'], 'Incident 2.1'),
    determination: oneOf(determination, 'Incident 5.5'),
    investigation_status: suiteWord('investigation', 'Incident 4.6'),
    criticality: percent,
    detection_methods: listOf(suiteWord('detectionMethod', 'Incident 4.2')),
    events: entries('event'),
    event_refs: refsTo('event'),
    impact_refs: refsTo('impact'),
    impacted_entity_counts: entityCount,
    incident_types: listOf(suiteWord('eventType', 'Incident 4.4')),
    recoverability: oneOf(recoverability, 'Incident 5.8'),
    scores: listOf(
      structure({
        section: 'Incident 3.4',
        required: ['name', 'value'],
        members: { name: filledText, value: float(), description: text },
      }),
    ),
    tasks: entries('task'),
    task_refs: refsTo('task'),
  },
}

function added(
  section: string,
  required: readonly string[],
  members: MemberRules,
  whole?: Structure['whole'],
): Structure {
  return {
    section,
    required: [...commonRequired, ...required],
    members: { ...commonMembers, ...members },
    whole: (value, findings) => {
      compareTimes('start_time', 'end_time', 'same-or-later', section)(value, findings)
      whole?.(value, findings)
    },
  }
}

/** The category names the extension that says more; what is superseded has ended. Source: Incident Extension Suite 2.1 §2.3. */
function checkImpact(value: Members, findings: Findings): void {
  const { impact_category: category, extensions: held } = value
  const names = isMembers(held) ? Object.keys(held) : []
  if (typeof category === 'string' && !names.some((name) => name === category || name === `${category}-ext`)) {
    findings.must('impact-category', 'Incident 2.3', `no extension says more of ${shown(category)}`)
  }
  if (value['superseded_by_ref'] !== undefined && value['end_time'] === undefined) {
    findings.must('required', 'Incident 2.3', '“end_time” is required of what is superseded')
  }
}

/** Objects of the suite by type. Source: Incident Extension Suite 2.1 §2.2 to §2.4. */
export const suiteObjectRules = {
  event: added('Incident 2.2', ['status'], {
    ...span,
    status: oneOf(eventStatus, 'Incident 5.3'),
    changed_objects: listOf(stateChange),
    description: text,
    event_types: listOf(suiteWord('eventType', 'Incident 4.4')),
    goal: text,
    name: filledText,
    sighting_refs: refsTo('sighting'),
    subevents: entries('event'),
    next_event_refs: refsTo('event'),
  }),
  impact: added(
    'Incident 2.3',
    ['impact_category'],
    {
      ...span,
      extensions: extensions(impactExtensions),
      impact_category: text,
      criticality: percent,
      description: text,
      impacted_entity_counts: entityCount,
      impacted_refs: listOf(identifier),
      recoverability: oneOf(recoverability, 'Incident 5.8'),
      superseded_by_ref: refTo('impact'),
    },
    checkImpact,
  ),
  task: added('Incident 2.4', ['outcome'], {
    ...span,
    outcome: oneOf(taskOutcome, 'Incident 5.9'),
    changed_objects: listOf(stateChange),
    description: text,
    due_date: timestamp,
    error: text,
    impacted_entity_counts: entityCount,
    name: text,
    priority: percent,
    subtasks: entries('task'),
    next_task_refs: refsTo('task'),
    task_types: listOf(suiteWord('taskType', 'Incident 4.10')),
  }),
} as const satisfies Readonly<Record<string, Structure>>
