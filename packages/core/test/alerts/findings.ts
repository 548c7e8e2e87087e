import type { Alert, Finding } from '../../src/index.ts'

/** Something found, as a test needs it. */
export function finding(changes: Partial<Finding> = {}): Finding {
  return {
    key: 'w/rule/a-b',
    watchId: 'w',
    ruleId: 'rule',
    priority: 'caution',
    title: 'a and b are near',
    reason: 'nearer than allowed',
    consequence: 'they touch',
    action: 'tell both',
    actByMs: 3_600_000,
    subjects: ['a', 'b'],
    group: 'near',
    link: '/a-b',
    severity: 0,
    ...changes,
  }
}

/** An alert as a test needs it. */
export function alert(changes: Partial<Alert> = {}): Alert {
  return { ...finding(), id: '1', count: 1, firstMs: 0, lastMs: 0, unseenSinceMs: 0, ...changes }
}
