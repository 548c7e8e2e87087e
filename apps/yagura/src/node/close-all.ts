/**
 * Ends what was begun, the last first. What cannot be ended keeps nothing else from being: the store is closed whatever
 * happens before.
 *
 * @param closers - In the order in which things were begun; it is emptied.
 * @throws what the first that failed threw (rejects), once all were called.
 */
export async function closeAll(closers: (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = []
  for (const close of closers.splice(0).reverse()) {
    try {
      await close()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}
