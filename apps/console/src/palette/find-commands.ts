import type { Command } from '../keys/commands.ts'

/** Text as it is compared: width, case and kana differences are dropped. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ァ-ヶ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60))
}

/** Commands whose name holds every typed word; those that can be done now come first. */
export function findCommands(commands: readonly Command[], typed: string): readonly Command[] {
  const words = plain(typed).split(/\s+/).filter(Boolean)
  const found = commands.filter((command) => words.every((word) => plain(command.label).includes(word)))
  const can = (command: Command) => command.disabledBecause === undefined
  return [...found.filter(can), ...found.filter((command) => !can(command))]
}
