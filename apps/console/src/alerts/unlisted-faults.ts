import type { Alert, NodeStatus } from '../api/models.ts'

type Fault = NodeStatus['faults'][number]

/** Faults of the node about which no alert is open: the store may refuse to take one, or it has not arrived yet. */
export function unlistedFaults(
  faults: readonly Fault[],
  alerts: readonly Pick<Alert, 'key' | 'watchId' | 'state'>[],
): readonly Fault[] {
  const open = alerts.filter(({ watchId, state }) => watchId === 'node' && state !== 'cleared')
  const keys = new Set(open.map(({ key }) => key))
  return faults.filter(({ key }) => !keys.has(key))
}
