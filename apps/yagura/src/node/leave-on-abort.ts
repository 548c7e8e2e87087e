/**
 * What work comes to, or the reason of the signal as soon as that is aborted: for work that nobody can stop, such as the
 * resolution of a name, which goes on unheard.
 */
export async function leaveOnAbort<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  let leave = (): void => undefined
  const aborted = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason)
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave, { once: true })
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', leave)
  }
}
