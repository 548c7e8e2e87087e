import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { NodeStatus } from './contract/node.ts'

/** Measurements of a running node in the form of Prometheus. */
export type NodeMetrics = {
  readonly requestS: (operation: string, status: number, durationS: number) => void
  /** Time that a commit of the store took, s. */
  readonly commitS: (outcome: 'ok' | 'failed', durationS: number) => void
  readonly eventClients: (count: number) => void
  /** Text of all measurements. @param status - The node as it stands. */
  readonly text: (status: NodeStatus | undefined) => Promise<string>
  readonly type: string
  readonly close: () => void
}

const requestBucketsS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]
const commitBucketsS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2]
const priorities = ['critical', 'serious', 'caution', 'advisory'] as const

function createStatusGauges(registry: Registry): (status: NodeStatus) => void {
  const registers = [registry]
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Gauge({ name, help, labelNames, registers })
  const jobs = gauge('yagura_jobs_running', 'Jobs that run')
  const objects = gauge('yagura_catalogue_objects', 'Objects of the catalogue', ['usable'])
  const alerts = gauge('yagura_alerts_unacknowledged', 'Alerts that nobody has acknowledged', ['priority'])
  const sources = gauge('yagura_source_ok', 'Whether a source is well', ['source', 'state'])
  const successes = gauge('yagura_source_last_success_seconds', 'Unix time of the last success', ['source'])
  const log = gauge('yagura_log_seq', 'Number of the last line of the log')
  const store = gauge('yagura_store_ok', 'Whether the store can be written')
  return (status) => {
    jobs.set(status.jobsRunning)
    objects.set({ usable: 'true' }, status.catalogue.usable)
    objects.set({ usable: 'false' }, status.catalogue.objects - status.catalogue.usable)
    for (const priority of priorities) alerts.set({ priority }, status.alerts.unacknowledged[priority])
    sources.reset()
    successes.reset()
    for (const { id, state, lastSuccessUtc } of status.sources) {
      sources.set({ source: id, state }, state === 'ok' ? 1 : 0)
      if (lastSuccessUtc !== null) successes.set({ source: id }, Date.parse(lastSuccessUtc) / 1000)
    }
    log.set(status.seq)
    store.set(status.store.state === 'ok' ? 1 : 0)
  }
}

/** Measurements of one node, in a registry of its own. */
export function createNodeMetrics(): NodeMetrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const requests = new Histogram({
    name: 'yagura_request_duration_seconds',
    help: 'Time from a request to its answer',
    labelNames: ['operation', 'status'],
    buckets: requestBucketsS,
    registers,
  })
  const commits = new Histogram({
    name: 'yagura_store_commit_duration_seconds',
    help: 'Time of a commit, flush included',
    labelNames: ['outcome'],
    buckets: commitBucketsS,
    registers,
  })
  const clients = new Gauge({ name: 'yagura_event_clients', help: 'Open streams of events', registers })
  const setStatus = createStatusGauges(registry)
  return {
    requestS: (operation, status, durationS) => requests.observe({ operation, status: String(status) }, durationS),
    commitS: (outcome, durationS) => commits.observe({ outcome }, durationS),
    eventClients: (count) => clients.set(count),
    text: async (status) => {
      if (status !== undefined) setStatus(status)
      return registry.metrics()
    },
    type: registry.contentType,
    close: () => registry.clear(),
  }
}
