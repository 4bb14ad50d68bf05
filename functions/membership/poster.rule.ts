import { dayOf, inWords } from '@gonghui/shared/lib/instant'
import type { JoinCodeRow } from './join-code.rule.ts'

/** What a poster says. */
export interface PosterWords {
  readonly orgName: string
  /** The unions above, from the city's down. */
  readonly above: string
  /** Where it hangs, for whoever hangs it. */
  readonly label: string
  /** The code in fours, to be typed where nothing can scan it. */
  readonly typed: string
  readonly until: string
  readonly steps: readonly { readonly head: string; readonly body: string }[]
}

/** The words on a join code's poster, with the org as it is called now. */
export function posterWords(
  { scene, label, validUntil }: Pick<JoinCodeRow, 'scene' | 'label' | 'validUntil'>,
  pathNames: readonly string[],
): PosterWords {
  return {
    orgName: pathNames.at(-1) ?? '',
    above: pathNames.slice(0, -1).join(' · '),
    label,
    typed: scene.replace(/(.{4})(?=.)/g, '$1 '),
    until:
      validUntil === undefined
        ? '长期有效'
        : `${dayOf(validUntil).slice(0, 4)}年${inWords(validUntil)} 前有效`,
    steps: [
      { head: '微信扫码', body: '“扫一扫”对准上面的码' },
      { head: '填姓名和手机号', body: '看过隐私说明、同意后提交' },
      { head: '入会', body: '单位名册上有的马上入会，其余由工会审核' },
    ],
  }
}
