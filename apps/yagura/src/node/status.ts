import type { NodeStatus, Settings } from '../api/contract/node.ts'
import type { Source } from '../api/contract/sources.ts'
import type { Handlers, NodeContext } from './context.ts'
import { isoOfUnixMs } from './unix-time.ts'

/** Where the parts of a node's status come from. */
export type StatusParts = {
  readonly version: string
  readonly settings: () => Settings
  readonly catalogue: () => NodeStatus['catalogue']
  readonly screening: () => NodeStatus['screening']
  readonly sources: () => readonly Source[]
  readonly alerts: () => NodeStatus['alerts']
  readonly clock: () => NodeStatus['clock']
  readonly store: () => NodeStatus['store']
  readonly faults: () => NodeStatus['faults']
  readonly jobsRunning: () => number
  readonly watchHolder: () => string | undefined
  readonly signInRequired: () => boolean
}

const simulatedText: NodeStatus['modeText'] = {
  en: 'generated catalogue, no real object',
  ja: '生成カタログ・実在の物体なし',
}

/** What the shell of the console shows, put together anew at each question. */
export function createStatus(context: NodeContext, parts: StatusParts): Handlers<'readStatus'> {
  const startedUtc = isoOfUnixMs(context.clock.nowMs())
  return {
    readStatus: async (_, caller) => {
      const settings = parts.settings()
      return {
        node: { name: settings.nodeName, version: parts.version, startedUtc },
        mode: context.mode,
        modeText: context.mode === 'SIMULATED' ? simulatedText : null,
        marking: settings.marking,
        nowUtc: isoOfUnixMs(context.clock.nowMs()),
        clock: parts.clock(),
        store: parts.store(),
        faults: parts.faults(),
        catalogue: parts.catalogue(),
        screening: parts.screening(),
        sources: parts.sources().map(({ id, name, state, lastSuccessUtc }) => ({ id, name, state, lastSuccessUtc })),
        alerts: parts.alerts(),
        jobsRunning: parts.jobsRunning(),
        officer: { name: caller.officer, role: caller.role },
        signInRequired: parts.signInRequired(),
        watchHolder: parts.watchHolder() ?? null,
        seq: context.store.lastSeq(),
      }
    },
  }
}
