import type { Job, LogEntry, NodeStatus } from './models.ts'

/** Whether what is on screen follows the node, and since when. */
export type LinkState = {
  readonly state: 'connecting' | 'live' | 'lost'
  /** Browser time, Unix ms, at which this state began. */
  readonly sinceMs: number
}

/** Who is told what happens at the node. */
export type LiveListeners = {
  readonly onLog: (entry: LogEntry) => void
  readonly onJob: (job: Job) => void
  readonly onStatus: (status: NodeStatus) => void
  readonly onState: (state: LinkState) => void
  /** Called every few quiet seconds; a link that died without a word is found so. @returns Whether the node answered. */
  readonly probe: () => Promise<boolean>
}

/**
 * How long silence lasts before the node is asked whether it is there. With the time between two looks and the two seconds
 * that the answer may take, a link that hangs is shown within the 5 s of console.md §8.
 */
const QUIET_MS = 2000
const LOOK_EVERY_MS = 500
const REOPEN_MS = 2000

/** A stream of events that is kept open. */
export type Live = { readonly open: (afterSeq: number) => void; readonly close: () => void }

/** Follows the node's events, resumes after the last one heard, and says when the link is lost. */
export function createLive(listeners: LiveListeners): Live {
  let source: EventSource | undefined
  let lastSeq = 0
  let heardMs = 0
  let state: LinkState['state'] = 'connecting'
  let timer: ReturnType<typeof setInterval> | undefined
  let reopening: ReturnType<typeof setTimeout> | undefined
  let probing = false

  const become = (next: LinkState['state']) => {
    if (next === state) return
    state = next
    listeners.onState({ state, sinceMs: Date.now() })
  }
  const heard = () => {
    heardMs = Date.now()
    become('live')
  }
  const connect = () => {
    source?.close()
    const opened = new EventSource(`/api/v1/events?after=${lastSeq}`)
    source = opened
    opened.addEventListener('open', heard)
    opened.addEventListener('log', (event) => {
      const entry: LogEntry = JSON.parse(event.data)
      lastSeq = Math.max(lastSeq, entry.seq)
      heard()
      listeners.onLog(entry)
    })
    opened.addEventListener('job', (event) => {
      heard()
      listeners.onJob(JSON.parse(event.data))
    })
    opened.addEventListener('status', (event) => {
      heard()
      listeners.onStatus(JSON.parse(event.data))
    })
    opened.addEventListener('error', () => {
      become('lost')
      if (opened.readyState === EventSource.CLOSED) reopen()
    })
  }
  const reopen = () => {
    if (reopening !== undefined) return
    reopening = setTimeout(() => {
      reopening = undefined
      connect()
    }, REOPEN_MS)
  }
  const watch = async () => {
    if (probing || Date.now() - heardMs < QUIET_MS) return
    probing = true
    const answered = await listeners.probe()
    probing = false
    if (!answered) become('lost')
    else if (source?.readyState === EventSource.OPEN) heard()
    else if (source?.readyState === EventSource.CLOSED) reopen()
  }
  return {
    open: (afterSeq) => {
      lastSeq = afterSeq
      connect()
      timer = setInterval(() => void watch(), LOOK_EVERY_MS)
    },
    close: () => {
      source?.close()
      clearInterval(timer)
      clearTimeout(reopening)
      reopening = undefined
    },
  }
}
