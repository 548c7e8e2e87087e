import { type Command, Option } from 'commander'
import type { EvidenceWords } from './case-acts.ts'
import { add, caseCommand, given, partOptions, type Run, type Typed } from './case-options.ts'
import { instantOf } from './typed-instant.ts'

type Rating = 'CC' | 'C' | 'N' | 'I' | 'II' | 'NA'
type Weight = 'high' | 'medium' | 'low'
type Confidence = 'low' | 'moderate' | 'high'
type Likelihood =
  | 'almost-no-chance'
  | 'very-unlikely'
  | 'unlikely'
  | 'roughly-even-chance'
  | 'likely'
  | 'very-likely'
  | 'almost-certain'

const likelihoods: readonly Likelihood[] = [
  ...(['almost-no-chance', 'very-unlikely', 'unlikely', 'roughly-even-chance'] as const),
  ...(['likely', 'very-likely', 'almost-certain'] as const),
]

/** The commands for tasks, evidence and hypotheses of a case. */
export function addAnalysisCommands(parent: Command, run: Run): void {
  addTask(parent, run)
  addEvidence(parent, run)
  addCustody(parent, run)
  addHypotheses(parent, run)
  addWeights(parent, run)
}

function addTask(parent: Command, run: Run): void {
  type TaskWords = { title: string; text?: string; assignee?: string; due?: string; state: 'open' | 'done' | 'dropped' }
  caseCommand(parent, 'task', 'Add a task, or say with --corrects how it stands now.')
    .requiredOption('--title <TEXT>', 'what is to be done')
    .option('--text <TEXT>', 'more of it')
    .option('--assignee <NAME>', 'who does it')
    .option('--due <ISO>', 'until when')
    .addOption(new Option('--state <STATE>', 'how it stands').choices(['open', 'done', 'dropped']).default('open'))
    .option('--outcome <TEXT>', 'what came of it')
    .action((id: string, options: Typed & TaskWords & { outcome?: string }) => {
      const { title, text, assignee, due, state, outcome } = options
      const words = given({ text, assignee, outcome }, 'text', 'assignee', 'outcome')
      const dueUtc = due === undefined ? {} : { dueUtc: instantOf('--due', due) }
      return add(run, id, { kind: 'task', title, state, ...words, ...dueUtc }, options)
    })
}

function addEvidence(parent: Command, run: Run): void {
  caseCommand(parent, 'evidence', 'Register evidence; its file is measured by the node as it arrives.')
    .requiredOption('--title <TEXT>', 'what it is')
    .option('--text <TEXT>', 'more of it')
    .option('--file <FILE>', 'its bytes, at most 64 MiB')
    .option('--media-type <TYPE>', 'what the bytes are: text/plain')
    .option('--source <NAME>', 'where it comes from')
    .option('--source-salt <HEX>', 'what both nations agreed on: tells them, and nobody else, that it is one source')
    .option('--holder <NAME>', 'who has held it since it was collected')
    .option('--collected <ISO>', 'when that was')
    .action(async (id: string, options: Typed & EvidenceWords) => {
      const { addEvidence: register } = await import('./case-acts.ts')
      await run((context) => register(id, options, partOptions(options), context))
    })
}

function addCustody(parent: Command, run: Run): void {
  type CustodyWords = { evidence: string; from: string; to: string; at: string; hash?: string; why?: string }
  caseCommand(parent, 'custody', 'Say that evidence went from hand to hand; the node measures it anew where it has it.')
    .requiredOption('--evidence <KEY>', 'the evidence')
    .requiredOption('--from <NAME>', 'who handed it on')
    .requiredOption('--to <NAME>', 'who has it now')
    .requiredOption('--at <ISO>', 'when')
    .option('--hash <HEX>', 'what was measured then')
    .option('--why <TEXT>', 'why')
    .action((id: string, options: Typed & CustodyWords) => {
      const { evidence, from, to, at, hash: sha256, why } = options
      const measured = given({ sha256, why }, 'sha256', 'why')
      return add(run, id, { kind: 'custody', evidence, from, to, atUtc: instantOf('--at', at), ...measured }, options)
    })
}

function addHypotheses(parent: Command, run: Run): void {
  caseCommand(parent, 'hypothesis', 'Add a hypothesis.')
    .requiredOption('--title <TEXT>', 'what may be so')
    .option('--text <TEXT>', 'more of it')
    .action((id: string, options: Typed & { title: string; text?: string }) => {
      const { title, text } = options
      return add(run, id, { kind: 'hypothesis', title, ...given({ text }, 'text') }, options)
    })
  type Judged = { hypothesis: string; likelihood: Likelihood; confidence: Confidence; why?: string }
  caseCommand(parent, 'judge', 'Say how likely a hypothesis is (ICD 203) and, apart from it, how sure one is.')
    .requiredOption('--hypothesis <KEY>', 'the hypothesis')
    .addOption(new Option('--likelihood <WORD>', 'how likely').choices(likelihoods).makeOptionMandatory())
    .addOption(new Option('--confidence <WORD>', 'how sure').choices(['low', 'moderate', 'high']).makeOptionMandatory())
    .option('--why <TEXT>', 'why')
    .action((id: string, options: Typed & Judged) => {
      const { hypothesis, likelihood, confidence, why } = options
      return add(run, id, { kind: 'judgement', hypothesis, likelihood, confidence, ...given({ why }, 'why') }, options)
    })
}

function addWeights(parent: Command, run: Run): void {
  type Rated = { evidence: string; hypothesis: string; rating: Rating; why?: string }
  caseCommand(parent, 'rate', 'Say how evidence fits a hypothesis.')
    .requiredOption('--evidence <KEY>', 'the evidence')
    .requiredOption('--hypothesis <KEY>', 'the hypothesis')
    .addOption(
      new Option('--rating <WORD>', 'CC and C consistent, N neutral, I and II inconsistent, NA not applicable')
        .choices(['CC', 'C', 'N', 'I', 'II', 'NA'])
        .makeOptionMandatory(),
    )
    .option('--why <TEXT>', 'why')
    .action((id: string, options: Typed & Rated) => {
      const { evidence, hypothesis, rating, why } = options
      return add(run, id, { kind: 'rating', evidence, hypothesis, rating, ...given({ why }, 'why') }, options)
    })
  const weight = (flags: string, text: string): Option =>
    new Option(flags, text).choices(['high', 'medium', 'low']).makeOptionMandatory()
  type Weighed = { evidence: string; credibility: Weight; relevance: Weight; why?: string }
  caseCommand(parent, 'weigh', 'Say how far evidence is believed and how much it bears on the question.')
    .requiredOption('--evidence <KEY>', 'the evidence')
    .addOption(weight('--credibility <WORD>', 'how far it is believed'))
    .addOption(weight('--relevance <WORD>', 'how much it bears on the question'))
    .option('--why <TEXT>', 'why')
    .action((id: string, options: Typed & Weighed) => {
      const { evidence, credibility, relevance, why } = options
      return add(run, id, { kind: 'weighing', evidence, credibility, relevance, ...given({ why }, 'why') }, options)
    })
}
