import type { ServerResponse } from 'node:http'
import type { LogRecord, Store } from '@yagura/core'

/** Bytes that may wait for one client; a slower one is dropped and resumes by number. */
const mostWaitingBytes = 1024 * 1024
const replayRecords = 500
/** How long a client may take to read a page of the past, ms. */
const drainMs = 30_000

/** One open stream of events. */
export type EventClient = {
  /** Hash of the session that it belongs to; undefined where none is needed. */
  readonly sessionHash: string | undefined
  readonly send: (frame: string) => void
  /** Sends what is in the log after the number, then follows. A number ahead of the log, of a store that was restored, is its end. */
  readonly follow: (afterSeq: number) => Promise<void>
  /** Tells of a record that has just been written. */
  readonly logged: (record: LogRecord, frame: string) => void
  readonly end: (frame: string) => void
}

function drained(response: ServerResponse): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (isDrained: boolean) => {
      clearTimeout(timer)
      response.off('drain', onDrain)
      response.off('close', onClose)
      resolve(isDrained)
    }
    const onDrain = () => settle(true)
    const onClose = () => settle(false)
    const timer = setTimeout(() => settle(false), drainMs)
    response.once('drain', onDrain)
    response.once('close', onClose)
  })
}

/**
 * A client whose log has no gap and no duplicate: records are sent in order of number, and one that does not follow the
 * last one sent is fetched from the store with those between.
 */
export function createEventClient(
  response: ServerResponse,
  sessionHash: string | undefined,
  store: Store,
  frameOf: (record: LogRecord) => string,
): EventClient {
  let cursor = Number.POSITIVE_INFINITY
  let isReplaying = false
  const write = (frame: string): boolean => {
    if (response.destroyed) return false
    const hasRoom = response.write(frame)
    if (response.writableLength > mostWaitingBytes) response.destroy()
    return hasRoom
  }
  const replay = async () => {
    if (isReplaying) return
    isReplaying = true
    try {
      while (!response.destroyed) {
        const { records } = store.readLog({ afterSeq: cursor, newestFirst: false, limit: replayRecords })
        const last = records.at(-1)
        if (last === undefined) return
        cursor = last.seq
        if (!write(records.map(frameOf).join('')) && !(await drained(response))) response.destroy()
      }
    } finally {
      isReplaying = false
    }
  }
  return {
    sessionHash,
    send: (frame) => {
      write(frame)
    },
    follow: (afterSeq) => {
      cursor = Math.min(afterSeq, store.lastSeq())
      return replay()
    },
    logged: (record, frame) => {
      if (isReplaying || record.seq <= cursor) return
      if (record.seq !== cursor + 1) {
        replay().catch(() => response.destroy())
        return
      }
      cursor = record.seq
      write(frame)
    },
    end: (frame) => {
      if (!response.destroyed) response.end(frame)
    },
  }
}
