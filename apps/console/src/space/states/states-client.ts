import { type Bracket, bracketSpacingS, bracketStartMs } from './bracket.ts'
import type { StatesAnswer, StatesEngine, StatesRequest } from './messages.ts'

/** What is known of the movers when their elements have been read. */
type LoadedMovers = { readonly ids: Int32Array<ArrayBuffer>; readonly engine: StatesEngine }

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

/** Brackets that the page holds: one in use, one ahead, and the buffer of one that is used no more. */
type Held = {
  current: Bracket | undefined
  ahead: Bracket | undefined
  spent: ArrayBuffer | undefined
}

/** Keeps the bracket of the shown instant in use and the next one ready; a third buffer is with the worker. */
function createBrackets(
  ask: (wanted: Wanted, spent: ArrayBuffer | undefined) => void,
  use: (bracket: Bracket) => void,
) {
  const held: Held = { current: undefined, ahead: undefined, spent: undefined }
  let asked: Wanted | undefined
  let shown = { ms: Number.NaN, speed: 1 }

  const request = (wanted: Wanted) => {
    if (asked !== undefined) return
    asked = wanted
    const { spent } = held
    held.spent = undefined
    ask(wanted, spent)
  }
  const take = (bracket: Bracket) => {
    held.spent = held.current?.statesItrfKm.buffer
    held.current = bracket
    use(bracket)
  }
  const wantedNow = (): Wanted => {
    const spacingS = bracketSpacingS(shown.speed)
    return { fromMs: bracketStartMs(shown.ms, spacingS), spacingS }
  }
  const advance = () => {
    if (Number.isNaN(shown.ms)) return
    const now = wantedNow()
    if (!isSame(held.current, now)) {
      if (held.ahead === undefined || !isSame(held.ahead, now)) return request(now)
      const next = held.ahead
      held.ahead = undefined
      take(next)
    }
    const direction = shown.speed < 0 ? -1 : 1
    const next = { fromMs: now.fromMs + direction * now.spacingS * 1000, spacingS: now.spacingS }
    if (shown.speed !== 0 && !isSame(held.ahead, next)) request(next)
  }
  return {
    show: (ms: number, speed: number) => {
      shown = { ms, speed }
      advance()
    },
    receive: (bracket: Bracket) => {
      asked = undefined
      if (isSame(bracket, wantedNow())) take(bracket)
      else {
        held.spent = held.ahead?.statesItrfKm.buffer ?? held.spent
        held.ahead = bracket
      }
      advance()
    },
    failed: () => {
      asked = undefined
    },
    restart: () => {
      held.current = undefined
      held.ahead = undefined
      held.spent = undefined
      asked = undefined
      advance()
    },
  }
}

/** Asks a worker for states and hands on what it answers. */
export function createStatesClient(worker: StatesWorker, listener: StatesListener): StatesClient {
  let isLoaded = false
  const brackets = createBrackets((wanted, spent) => {
    worker.postMessage({ kind: 'bracket', ...wanted, ...(spent && { spent }) }, spent ? [spent] : [])
  }, listener.onBracket)
  let shown: { readonly ms: number; readonly speed: number } | undefined

  worker.addEventListener('message', ({ data }) => {
    switch (data.kind) {
      case 'loaded':
        isLoaded = true
        listener.onLoaded(data)
        brackets.restart()
        if (shown !== undefined) brackets.show(shown.ms, shown.speed)
        break
      case 'bracket':
        brackets.receive(data.bracket)
        break
      case 'orbit':
        listener.onOrbit(data)
        break
      case 'failed':
        brackets.failed()
        listener.onFailed(data.message)
    }
  })

  return {
    load: (url) => worker.postMessage({ kind: 'load', url }, []),
    show: (ms, speed) => {
      shown = { ms, speed }
      if (isLoaded) brackets.show(ms, speed)
    },
    askOrbit: (id, atMs) => worker.postMessage({ kind: 'orbit', id, atMs }, []),
    close: () => worker.terminate(),
  }
}
