import { YaguraError } from '@yagura/core'

/** A population was asked for with a seed or a size that the generator does not have. */
export class PopulationOptionsError extends YaguraError {
  override readonly name = 'PopulationOptionsError'
  override readonly code = 'space/population-options'
  override readonly remedy = 'correct-input'
  readonly option: string

  constructor(option: string, found: number, expected: string) {
    super(`${option} of the simulated population is ${found}; give ${expected}`)
    this.option = option
  }
}
