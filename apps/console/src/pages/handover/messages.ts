import type { Catalogue } from '../../i18n/text.ts'

type Id =
  | 'title'
  | 'draft'
  | 'since'
  | 'holder'
  | 'nobody'
  | 'open'
  | 'shelved'
  | 'due'
  | 'rules'
  | 'sources'
  | 'jobs'
  | 'none'
  | 'sign'
  | 'signText'
  | 'notes'
  | 'incoming'
  | 'password'
  | 'passwordHint'
  | 'typeName'
  | 'typeNameHint'
  | 'handOver'
  | 'signed'
  | 'earlier'
  | 'from'
  | 'to'
  | 'time'
  | 'start'

/** Words of the Handover page. */
export const handoverMessages: Catalogue<Id> = {
  en: {
    title: 'Handover',
    draft: 'What the next watch must know',
    since: 'Since',
    holder: 'Watch held by',
    nobody: 'nobody',
    open: 'Open alerts',
    shelved: 'Shelved alerts',
    due: 'Due',
    rules: 'Changed rules',
    sources: 'Sources not well',
    jobs: 'Jobs',
    none: 'none',
    sign: 'Sign',
    signText:
      'You hand the watch over as {outgoing}. The list as it stands and your notes are written into the log under both names. Your session ends and that of the next officer begins.',
    notes: 'Notes for the next watch',
    incoming: 'Name of the officer who takes over',
    password: 'Password of that officer',
    passwordHint: 'Entered by that officer; empty where the node has no accounts',
    typeName: 'Type your own name to sign',
    typeNameHint: 'Exactly: {outgoing}',
    handOver: 'Hand the watch over',
    signed: 'The watch is with {incoming}',
    earlier: 'Earlier handovers',
    from: 'From',
    to: 'To',
    time: 'Time (UTC)',
    start: 'the start',
  },
  ja: {
    title: '引継ぎ',
    draft: '次の当直に伝えること',
    since: '起点',
    holder: '現在の当直員',
    nobody: 'なし',
    open: '未処理の警報',
    shelved: '一時保留の警報',
    due: '期限',
    rules: '変更した規則',
    sources: '異常のある情報源',
    jobs: 'ジョブ',
    none: 'なし',
    sign: '署名',
    signText:
      '{outgoing}として当直を引き継ぎます。現在の一覧と備考が、双方の氏名で記録に残ります。あなたのセッションは終わり、次の当直員のセッションが始まります。',
    notes: '次の当直への備考',
    incoming: '引き継ぐ当直員の氏名',
    password: 'その当直員のパスワード',
    passwordHint: '本人が入力する。アカウントのないノードでは空欄',
    typeName: '署名として自分の氏名を入力',
    typeNameHint: '正確に：{outgoing}',
    handOver: '当直を引き継ぐ',
    signed: '当直は{incoming}に移った',
    earlier: '過去の引継ぎ',
    from: '前任',
    to: '後任',
    time: '時刻 (UTC)',
    start: '開始時',
  },
}
