import type { Catalogue } from '../../i18n/text.ts'

type Id =
  | 'export'
  | 'form'
  | 'json'
  | 'stix'
  | 'attack-flow'
  | 'reader'
  | 'ownUse'
  | 'forPartner'
  | 'aboutOwn'
  | 'aboutPartner'
  | 'show'
  | 'save'
  | 'nothing'
  | 'heldBack'
  | 'heldBackForPartner'
  | 'notCarried'
  | 'bytes'
  | 'file'
  | 'fileMark'
  | 'severalMarks'
  | 'audited'
  | 'import'
  | 'importWhat'
  | 'importFile'
  | 'incident'
  | 'incidentHint'
  | 'imported'
  | 'open'
  | 'unreadable'

/** Words of taking cases out and in. */
export const exchangeMessages: Catalogue<Id> = {
  en: {
    export: 'Export…',
    form: 'Form',
    json: 'JSON (every version)',
    stix: 'STIX 2.1 (incident)',
    'attack-flow': 'Attack Flow 2.0 (events)',
    reader: 'For',
    ownUse: 'own use',
    forPartner: 'a partner: {nation}',
    aboutOwn: 'Everything of the case that may be in a file of this nation. Do not hand it on: that takes a release.',
    aboutPartner:
      'Only what two officers have released to {nation} and not recalled, in those words. Release more first, if more is to go.',
    show: 'Show what goes',
    save: 'Save the file',
    nothing: 'Nothing of this case has been released to {nation}: there is nothing to save.',
    heldBack: '{count, plural, one {# part is} other {# parts are}} left out: their markings keep them out of files',
    heldBackForPartner: '{count, plural, one {# part was} other {# parts were}} not released to it, and stay here',
    notCarried: 'What has no place in this form',
    bytes: 'The file, byte for byte ({size} bytes)',
    file: 'File',
    fileMark: 'Marking',
    severalMarks: 'several, each at its part',
    audited: 'That you have seen it is written into the audit as saved.',
    import: 'Import…',
    importWhat: 'A STIX bundle with an incident, an Attack Flow 2.0, or a drawing of one (.afb); also packed by gzip',
    importFile: 'File',
    incident: 'Which incident',
    incidentHint: 'Its id, where the file has several; otherwise leave it empty',
    imported:
      '{count, plural, one {# part} other {# parts}} taken in. This stays in the file and was not carried over:',
    open: 'Open the case',
    unreadable: 'The file is no JSON: {why}',
  },
  ja: {
    export: '書き出す…',
    form: '形式',
    json: 'JSON（全ての版）',
    stix: 'STIX 2.1（インシデント）',
    'attack-flow': 'Attack Flow 2.0（事象）',
    reader: '宛先',
    ownUse: '自国用',
    forPartner: '相手国：{nation}',
    aboutOwn: '自国のファイルに入れてよいもの全部。渡してはならない。渡すには提供の手続が要る。',
    aboutPartner:
      '2名の署名で{nation}に提供し、回収していないものだけを、提供した文言のまま。足りなければ先に提供する。',
    show: '中身を見る',
    save: 'ファイルを保存',
    nothing: 'この事案から{nation}に提供したものはない。保存するものはない。',
    heldBack: '{count}項目は、表示によりファイルに入れられないため除いた',
    heldBackForPartner: '{count}項目は提供していないため、ここに残る',
    notCarried: 'この形式に置き場がないもの',
    bytes: 'ファイルの中身（{size}バイト）',
    file: 'ファイル',
    fileMark: '表示',
    severalMarks: '項目ごとに異なる',
    audited: '中身を見ると、保存として監査に記録される。',
    import: '取り込む…',
    importWhat: 'incidentを含むSTIX、Attack Flow 2.0、またはその図（.afb）。gzipも可',
    importFile: 'ファイル',
    incident: '対象のincident',
    incidentHint: '複数ある場合はそのid。1つなら空欄',
    imported: '{count}項目を取り込んだ。次のものはファイルに残し、取り込んでいない。',
    open: '事案を開く',
    unreadable: 'JSONではないファイル：{why}',
  },
}
