/** What the load test uses of autocannon, which brings no types. */
declare module 'autocannon' {
  type Found = {
    readonly non2xx: number
    readonly errors: number
    readonly latency: { readonly p50: number; readonly p99: number }
    readonly requests: { readonly average: number }
  }
  type Options = {
    readonly url: string
    readonly connections: number
    readonly overallRate: number
    readonly duration: number
    readonly requests: readonly { readonly method: string; readonly path: string }[]
  }
  // biome-ignore lint/style/noDefaultExport: so it is exported
  export default function autocannon(options: Options): Promise<Found>
}
