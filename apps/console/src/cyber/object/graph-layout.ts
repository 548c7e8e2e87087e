import {
  forceCenter,
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from 'd3-force'

/** Where an object stands in the picture, px from its middle. */
export type PlacedNode = { readonly id: string; readonly x: number; readonly y: number }

type Given = {
  readonly nodes: readonly { readonly id: string; readonly distance: number }[]
  readonly relations: readonly { readonly sourceId: string; readonly targetId: string }[]
}

type LayoutNode = SimulationNodeDatum & { readonly id: string; readonly distance: number }

/** Steps until the arrangement rests: the force has then fallen to a thousandth. Source: d3-force, alphaDecay. */
const STEPS = 300
/** Steps between which the page may do something else: some 10 ms of 200 objects. */
const STEPS_AT_ONCE = 10
const LINK_PX = 70
const APART_PX = 16

/**
 * Arranges objects so that related ones stand near each other. The same objects in the same order are always arranged the same:
 * they start on a spiral, and nothing is drawn by lot.
 *
 * @param given - The first node stays in the middle.
 * @param rest - Awaited now and then, so that keys and clicks are answered meanwhile; the arrangement stops where it says so.
 * @returns Undefined where it was stopped.
 */
export async function layOut(
  given: Given,
  rest: () => Promise<'go-on' | 'stop'>,
): Promise<readonly PlacedNode[] | undefined> {
  const nodes: LayoutNode[] = given.nodes.map(({ id, distance }, index) => ({
    ...{ id, distance },
    ...(index === 0 ? { fx: 0, fy: 0 } : {}),
  }))
  const links: SimulationLinkDatum<LayoutNode>[] = given.relations.map(({ sourceId, targetId }) => ({
    source: sourceId,
    target: targetId,
  }))
  const simulation = forceSimulation(nodes)
    .stop()
    .force(
      'link',
      forceLink<LayoutNode, SimulationLinkDatum<LayoutNode>>(links)
        .id(({ id }) => id)
        .distance(LINK_PX),
    )
    .force('apart', forceManyBody<LayoutNode>().strength(-140))
    .force('collide', forceCollide<LayoutNode>(APART_PX))
    .force('middle', forceCenter(0, 0).strength(0.05))
    // The picture is wider than it is high.
    .force('x', forceX<LayoutNode>(0).strength(0.03))
    .force('y', forceY<LayoutNode>(0).strength(0.07))
  for (let done = 0; done < STEPS; done += STEPS_AT_ONCE) {
    simulation.tick(STEPS_AT_ONCE)
    if ((await rest()) === 'stop') return undefined
  }
  return nodes.map(({ id, x = 0, y = 0 }) => ({ id, x, y }))
}

/**
 * The box around placed nodes and the origin, px: `[left, top, width, height]`.
 * @param marginPx - Left free around them.
 * @param least - How large it is at least; what is added lies evenly around.
 */
export function boxAround(
  nodes: readonly PlacedNode[],
  marginPx: number,
  least: { readonly width: number; readonly height: number },
): readonly [left: number, top: number, width: number, height: number] {
  const across = spanOf(
    nodes.map(({ x }) => x),
    marginPx,
    least.width,
  )
  const down = spanOf(
    nodes.map(({ y }) => y),
    marginPx,
    least.height,
  )
  return [across.from, down.from, across.size, down.size]
}

function spanOf(
  values: readonly number[],
  margin: number,
  least: number,
): { readonly from: number; readonly size: number } {
  const [low, high] = [Math.min(0, ...values) - margin, Math.max(0, ...values) + margin]
  const size = Math.max(least, high - low)
  return { from: (low + high - size) / 2, size }
}

const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as const

const isArrow = (key: string): key is keyof typeof directions => key in directions

/**
 * The nearest node in the direction of an arrow: what lies aside counts as farther.
 * @param key - As a key event names it.
 * @returns Undefined for another key, and where nothing lies that way.
 */
export function nodeTowards(nodes: readonly PlacedNode[], fromId: string, key: string): string | undefined {
  const from = nodes.find(({ id }) => id === fromId)
  if (from === undefined || !isArrow(key)) return undefined
  const [dx, dy] = directions[key]
  let best: { readonly id: string; readonly cost: number } | undefined
  for (const { id, x, y } of nodes) {
    const along = (x - from.x) * dx + (y - from.y) * dy
    const aside = Math.abs((x - from.x) * dy) + Math.abs((y - from.y) * dx)
    if (id === fromId || along <= 1) continue
    const cost = along + 2 * aside
    if (best === undefined || cost < best.cost) best = { id, cost }
  }
  return best?.id
}
