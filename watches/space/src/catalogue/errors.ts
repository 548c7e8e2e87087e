import { YaguraError } from '@yagura/core'
import type { RecordOrigin } from '@yagura/formats'

/** Element sets numbered by different authorities were put into one catalogue, where equal ids would be different objects. */
export class MixedAuthoritiesError extends YaguraError {
  override readonly name = 'MixedAuthoritiesError'
  override readonly code = 'space/mixed-authorities'
  override readonly remedy = 'correct-input'
  readonly first: RecordOrigin
  readonly second: RecordOrigin

  constructor(first: RecordOrigin, firstAuthority: string, second: RecordOrigin, secondAuthority: string) {
    super(
      `${place(second)} is numbered by ${secondAuthority}, but ${place(first)} by ${firstAuthority}: ` +
        'equal ids would be different objects; give the files of one authority at a time',
    )
    this.first = first
    this.second = second
  }
}

/** Generated and real element sets were put into one catalogue. */
export class SimulatedMixedWithRealError extends YaguraError {
  override readonly name = 'SimulatedMixedWithRealError'
  override readonly code = 'space/simulated-mixed-with-real'
  override readonly remedy = 'correct-input'
  readonly simulated: RecordOrigin
  readonly real: RecordOrigin

  constructor(simulated: RecordOrigin, real: RecordOrigin) {
    super(
      `${place(simulated)} is a SIMULATED object, but ${place(real)} is a real one: never mix them; give one kind only`,
    )
    this.simulated = simulated
    this.real = real
  }
}

function place(origin: RecordOrigin): string {
  return `${origin.file}:${origin.line}`
}
