/** How much one partner may ask for; what it uses up is its own. */
export type BudgetLimits = {
  /** Requests under way at once. */
  readonly concurrent: number
  /** Requests in a second, over time. */
  readonly perSecond: number
  /** Requests at once after a silence. */
  readonly burst: number
}

/** The usual budget: a partner that catches up a long log asks for some hundred tiles in a row. */
export const usualBudget: BudgetLimits = { concurrent: 6, perSecond: 100, burst: 400 }

/** Counts what each partner asks for. */
export type PartnerBudgets = {
  /** @returns Ends the request; undefined where the partner has no budget left. */
  readonly take: (node: string) => (() => void) | undefined
}

/** @param nowMs - A clock that only goes forward, ms. */
export function createBudgets(limits: BudgetLimits, nowMs: () => number): PartnerBudgets {
  const accounts = new Map<string, { underWay: number; left: number; atMs: number }>()
  return {
    take: (node) => {
      const now = nowMs()
      const account = accounts.get(node) ?? { underWay: 0, left: limits.burst, atMs: now }
      accounts.set(node, account)
      account.left = Math.min(limits.burst, account.left + ((now - account.atMs) / 1000) * limits.perSecond)
      account.atMs = now
      if (account.underWay >= limits.concurrent || account.left < 1) return undefined
      account.left -= 1
      account.underWay += 1
      let isOver = false
      return () => {
        if (!isOver) account.underWay -= 1
        isOver = true
      }
    },
  }
}
