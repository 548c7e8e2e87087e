import { useEffect, useState } from 'preact/hooks'
import type { StixGraph } from '../models.ts'
import { layOut, type PlacedNode } from './graph-layout.ts'

/** The objects of a graph in their places; absent while they are being arranged, so that nothing is drawn that still moves. */
export function useLayout(graph: StixGraph): readonly PlacedNode[] | undefined {
  const [placed, setPlaced] = useState<{ readonly of: StixGraph; readonly nodes: readonly PlacedNode[] }>()
  useEffect(() => {
    let isCurrent = true
    const rest = () =>
      new Promise<'go-on' | 'stop'>((resolve) => setTimeout(() => resolve(isCurrent ? 'go-on' : 'stop')))
    void layOut(graph, rest).then((nodes) => nodes !== undefined && isCurrent && setPlaced({ of: graph, nodes }))
    return () => {
      isCurrent = false
    }
  }, [graph])
  return placed?.of === graph ? placed.nodes : undefined
}
