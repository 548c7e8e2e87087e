import { type Bracket, bracketSpacingS, bracketStartMs, covers } from './bracket.ts'
import type { StatesAnswer, StatesEngine, StatesRequest } from './messages.ts'

/** What is known of the movers when their elements have been read. */
export type LoadedMovers = { readonly ids: Int32Array<ArrayBuffer>; readonly engine: StatesEngine }

/** An orbit line as the worker computed it. */
export type OrbitLine = Extract<StatesAnswer, { kind: 'orbit' }>

/** What a client of the states tells. */
export type StatesListener = {
  readonly onLoaded: (movers: LoadedMovers) => void
  /** A bracket that holds the instant last asked for. */
  readonly onBracket: (bracket: Bracket) => void
  readonly onOrbit: (line: OrbitLine) => void
  readonly onFailed: (message: string) => void
}

/** The page's side of the worker that propagates. */
export type StatesClient = {
  /** Reads the elements again: at the start, and when the catalogue has changed. */
  readonly load: (url: string) => void
  /** Says which instant is shown; brackets are fetched ahead in the direction of playback. */
  readonly show: (shownMs: number, speed: number) => void
  readonly askOrbit: (id: number, atMs: number) => void
  readonly close: () => void
}

/** How a worker looks from here, so that a test can stand in for it. */
export type StatesWorker = {
  readonly postMessage: (request: StatesRequest, transfer: Transferable[]) => void
  readonly addEventListener: (kind: 'message', listener: (message: { readonly data: StatesAnswer }) => void) => void
  readonly terminate: () => void
}

type Wanted = { readonly fromMs: number; readonly spacingS: number }

function isSame(one: Wanted | undefined, other: Wanted): boolean {
  return one !== undefined && one.fromMs === other.fromMs && one.spacingS === other.spacingS
}

/** Keeps one bracket in use and the next one ready; the third buffer is with the worker. */
export function createStatesClient(worker: StatesWorker, listener: StatesListener): StatesClient {
  let isLoaded = false
  let asked: Wanted | undefined
  let current: Bracket | undefined
  let ahead: Bracket | undefined
  let spent: ArrayBuffer | undefined
  let shown = { ms: Number.NaN, speed: 1 }

  function ask(wanted: Wanted): void {
    asked = wanted
    const buffer = spent
    spent = undefined
    worker.postMessage({ kind: 'bracket', ...wanted, ...(buffer && { spent: buffer }) }, buffer ? [buffer] : [])
  }

  function use(bracket: Bracket): void {
    if (current !== undefined) spent = current.statesItrfKm.buffer
    current = bracket
    listener.onBracket(bracket)
  }

  function advance(): void {
    if (!isLoaded || Number.isNaN(shown.ms)) return
    const spacingS = bracketSpacingS(shown.speed)
    const now = { fromMs: bracketStartMs(shown.ms, spacingS), spacingS }
    if (!(isSame(current, now) || (current && current.spacingS === spacingS && covers(current, shown.ms)))) {
      if (ahead !== undefined && isSame(ahead, now)) {
        const next = ahead
        ahead = undefined
        use(next)
      } else {
        if (asked === undefined) ask(now)
        return
      }
    }
    const direction = shown.speed < 0 ? -1 : 1
    const next = { fromMs: now.fromMs + direction * spacingS * 1000, spacingS }
    if (asked === undefined && shown.speed !== 0 && !isSame(ahead, next)) ask(next)
  }

  function receive(bracket: Bracket): void {
    asked = undefined
    const spacingS = bracketSpacingS(shown.speed)
    const isNow = bracket.spacingS === spacingS && bracket.fromMs === bracketStartMs(shown.ms, spacingS)
    if (isNow) use(bracket)
    else {
      if (ahead !== undefined) spent = ahead.statesItrfKm.buffer
      ahead = bracket
    }
    advance()
  }

  worker.addEventListener('message', ({ data }) => {
    if (data.kind === 'loaded') {
      isLoaded = true
      current = undefined
      ahead = undefined
      asked = undefined
      spent = undefined
      listener.onLoaded(data)
      advance()
    } else if (data.kind === 'bracket') receive(data.bracket)
    else if (data.kind === 'orbit') listener.onOrbit(data)
    else {
      asked = undefined
      listener.onFailed(data.message)
    }
  })

  return {
    load: (url) => worker.postMessage({ kind: 'load', url }, []),
    show: (ms, speed) => {
      shown = { ms, speed }
      advance()
    },
    askOrbit: (id, atMs) => worker.postMessage({ kind: 'orbit', id, atMs }, []),
    close: () => worker.terminate(),
  }
}
