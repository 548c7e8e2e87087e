import type { Sgp4Elements } from '@yagura/kernels'
import { decodeElements } from './element-layout.ts'
import { fillBracket } from './fill-bracket.ts'
import type { StatesAnswer, StatesRequest } from './messages.ts'
import { orbitLineTemeKm } from './orbit-line.ts'
import { createPropagationEngine, type PropagationEngine } from './propagation-engine.ts'

type Loaded = {
  readonly engine: PropagationEngine
  readonly elements: readonly Sgp4Elements[]
  readonly rowOfId: ReadonlyMap<number, number>
}

type Post = (answer: StatesAnswer, transfer: readonly ArrayBuffer[]) => void

/** What the worker is given by its surroundings. */
export type StatesSurroundings = {
  readonly post: Post
  readonly nowMs: () => number
  /** Where the compiled kernels lie; absent where memory cannot be shared. */
  readonly wasmUrl: URL | undefined
}

/** Answers the page's questions one after the other. @returns The listener for its messages. */
export function serveStates(surroundings: StatesSurroundings): (request: StatesRequest) => Promise<void> {
  let loaded: Loaded | undefined

  async function load(url: string): Promise<void> {
    const answer = await fetch(url, { credentials: 'same-origin', cache: 'no-cache' })
    if (!answer.ok) throw new Error(`the node answered ${answer.status} when asked for ${url}`)
    const { ids, elements } = decodeElements(await answer.arrayBuffer())
    const engine = await createPropagationEngine(elements, surroundings.nowMs(), surroundings.wasmUrl)
    loaded = { engine, elements, rowOfId: new Map(Array.from(ids, (id, row) => [id, row])) }
    surroundings.post({ kind: 'loaded', ids, engine: engine.engine }, [])
  }

  function bracket({ engine }: Loaded, request: Extract<StatesRequest, { kind: 'bracket' }>): void {
    const startedMs = performance.now()
    const filled = fillBracket(engine, request.fromMs, request.spacingS, request.spent)
    const tookMs = performance.now() - startedMs
    surroundings.post({ kind: 'bracket', bracket: filled, tookMs }, [filled.statesItrfKm.buffer])
  }

  function orbit({ engine, elements, rowOfId }: Loaded, request: Extract<StatesRequest, { kind: 'orbit' }>): void {
    const row = rowOfId.get(request.id)
    const one = row === undefined ? undefined : elements[row]
    if (row === undefined || one === undefined) return
    const positionsTemeKm = orbitLineTemeKm(engine, one, row, request.atMs)
    surroundings.post({ ...request, positionsTemeKm }, [positionsTemeKm.buffer])
  }

  return async (request) => {
    try {
      if (request.kind === 'load') await load(request.url)
      else if (loaded !== undefined && request.kind === 'bracket') bracket(loaded, request)
      else if (loaded !== undefined && request.kind === 'orbit') orbit(loaded, request)
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause)
      surroundings.post({ kind: 'failed', what: request.kind, message }, [])
    }
  }
}
