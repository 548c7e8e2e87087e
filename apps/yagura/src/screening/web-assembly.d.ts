// The part of WebAssembly that is used here; Node's types leave it to the browser's library, which must not leak in.
declare namespace WebAssembly {
  class Module {
    private readonly compiled: true
  }
  class Memory {
    constructor(options: { readonly initial: number; readonly maximum: number; readonly shared: true })
    readonly buffer: SharedArrayBuffer
    grow(pages: number): number
  }
  class Instance {
    constructor(module: Module, imports: { readonly env: { readonly memory: Memory } })
    readonly exports: unknown
  }
  function compile(bytes: Uint8Array): Promise<Module>
}
