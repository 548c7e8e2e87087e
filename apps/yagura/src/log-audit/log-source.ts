import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { TooLargeError } from '../node/sources/content-errors.ts'
import { fetchBody } from '../node/sources/fetch-body.ts'
import { RefusedByServerError } from '../node/sources/fetch-errors.ts'
import type { FetchLimits } from '../node/sources/http-exchange.ts'

/** Where the files of a log are read from. */
export type LogSource = {
  /** As messages name it. */
  readonly name: string
  /**
   * Reads a file of the log.
   *
   * @param path - Below its prefix, such as `checkpoint` or `tile/0/000`.
   * @param limitBytes - Largest that it may be.
   * @returns `undefined` where there is none.
   */
  readonly read: (path: string, limitBytes: number) => Promise<Uint8Array | undefined>
  /** Checkpoints kept beside the newest one, by the paths under which `read` finds them. */
  readonly keptCheckpoints: () => Promise<readonly string[]>
}

const limits: Omit<FetchLimits, 'bodyBytes'> = { answerMs: 20_000, idleMs: 20_000, wholeMs: 120_000 }

/**
 * A log in a folder. Its kept checkpoints are the files `checkpoint.<size>`.
 *
 * @param folder - Holds `checkpoint` and `tile`.
 */
export function logInFolder(folder: string): LogSource {
  return {
    name: folder,
    read: async (path, limitBytes) => {
      const file = join(folder, path)
      try {
        if ((await stat(file)).size > limitBytes) throw new TooLargeError(file, limitBytes)
        return new Uint8Array(await readFile(file))
      } catch (error) {
        if (error instanceof Error && 'code' in error && isAbsence(error.code)) return undefined
        throw error
      }
    },
    keptCheckpoints: async () => (await readdir(folder)).filter((name) => /^checkpoint\.\d{1,16}$/.test(name)).sort(),
  }
}

/**
 * A log behind a URL, read by GET. Redirects are refused, and each answer has its time and its size.
 *
 * @param prefix - URL of the folder of its checkpoint, with or without the last slash.
 * @param nowMs - Unix time, ms.
 */
export function logBehindUrl(prefix: URL, nowMs: () => number, signal: AbortSignal): LogSource {
  const folder = new URL(prefix.href.endsWith('/') ? prefix.href : `${prefix.href}/`)
  return {
    name: folder.href,
    read: async (path, limitBytes) => {
      const pieces: Uint8Array[] = []
      let length = 0
      const url = new URL(path, folder)
      const headers = { accept: '*/*', 'accept-encoding': 'gzip, identity', 'user-agent': 'yagura' }
      const request = { url, headers, allowPrivate: true, resolve: undefined, nowMs, signal }
      try {
        await fetchBody({ ...request, limits: { ...limits, bodyBytes: limitBytes } }, 0, async (piece) => {
          length += piece.length
          if (length > limitBytes) throw new TooLargeError(url.href, limitBytes)
          pieces.push(piece)
        })
      } catch (error) {
        if (error instanceof RefusedByServerError && [404, 410].includes(error.facts.status)) return undefined
        throw error
      }
      return new Uint8Array(Buffer.concat(pieces))
    },
    keptCheckpoints: async () => [],
  }
}

function isAbsence(code: unknown): boolean {
  return code === 'ENOENT' || code === 'ENOTDIR'
}
