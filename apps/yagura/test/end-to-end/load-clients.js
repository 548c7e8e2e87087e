// The pages and readers of the load test, in a process of their own, so that the server has its own to itself.
import { Agent, get } from 'node:http'
import autocannon from 'autocannon'

/** @typedef {{ address: string, clients: number, seconds: number, requestsPerSecond: number, reads: string[] }} Load */

const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY })

/**
 * Opens a stream of events.
 *
 * @param {string} address
 * @returns {Promise<{ heard: Promise<number[]> }>} Numbers of the log that it tells, once it has ended.
 */
function listen(address) {
  return new Promise((opened, failed) => {
    get(`${address}/api/v1/events?after=0`, { agent }, (answer) => {
      /** @type {Buffer[]} */
      const pieces = []
      const heard = new Promise((ended) => {
        answer.on('data', (piece) => pieces.push(piece))
        answer.on('close', () => {
          const text = Buffer.concat(pieces).toString()
          ended([...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id)))
        })
      })
      opened({ heard })
    }).on('error', failed)
  })
}

process.once('message', async (/** @type {Load} */ { address, clients, seconds, requestsPerSecond, reads }) => {
  const streams = await Promise.all(Array.from({ length: clients }, () => listen(address)))
  const { non2xx, errors, latency, requests } = await autocannon({
    url: address,
    connections: 20,
    overallRate: requestsPerSecond,
    duration: seconds,
    requests: reads.map((path) => ({ method: 'GET', path })),
  })
  process.send?.({ non2xx, errors, p50Ms: latency.p50, p99Ms: latency.p99, perSecond: requests.average })
  const seqs = await Promise.all(streams.map(({ heard }) => heard))
  process.send?.({ seqs }, () => process.disconnect())
})
