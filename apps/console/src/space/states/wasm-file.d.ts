/** The bundler puts the file beside the script and gives its path from there. */
declare module '*.wasm' {
  const path: string
  // biome-ignore lint/style/noDefaultExport: so the bundler's loader of files has it
  export default path
}
