import { extendDrop, setBanner, stopOrg } from '@gonghui/shared/benefits/controls'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { fromLocal, toLocal } from '../lib/local-time'
import { momentOf } from '../lib/words'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { MomentField } from '../ui/moment-field'
import { OrgPicker } from '../ui/org-picker'
import { BlastPanel } from './blast-panel'
import { DeedDialog } from './deed-dialog'
import type { DialogProps } from './drop-dialogs'

/** 延长: only what is put off is sent. */
export function ExtendDialog({ drop, ...rest }: DialogProps) {
  const [closes, setCloses] = useState(toLocal(drop.closesAt))
  const [valid, setValid] = useState(toLocal(drop.validUntil))
  // The fields hold no seconds: what was not touched is not sent.
  const isTouched = (typed: string, was: string) => typed !== toLocal(was)
  const closesAt = isTouched(closes, drop.closesAt) ? fromLocal(closes) : undefined
  const validUntil = isTouched(valid, drop.validUntil) ? fromLocal(valid) : undefined
  const isChange = closesAt !== undefined || validUntil !== undefined
  const wanted = { ...(closesAt && { closesAt }), ...(validUntil && { validUntil }) }
  return (
    <DeedDialog
      {...rest}
      to={extendDrop}
      title="延长"
      words={`现在 ${momentOf(drop.closesAt)} 结束，券到 ${momentOf(drop.validUntil)} 有效。只能往后延，结束前一分钟内不能再延。`}
      yes="延长"
      busy="正在延长…"
      example="商家同意多做三天"
      given={(reason) =>
        isChange ? { params: { dropId: drop.dropId }, body: { ...wanted, reason } } : undefined
      }
      done={() => '已延长'}
    >
      <MomentField id="extend-closes" label="结束" value={closes} onChange={setCloses} />
      {drop.codes === 'generated' && (
        <MomentField id="extend-valid" label="有效期到" value={valid} onChange={setValid} />
      )}
      {isChange && <BlastPanel dropId={drop.dropId} query={{ deed: 'extend', ...wanted }} />}
    </DeedDialog>
  )
}

/** 公告: what everybody reads above the drop; nothing typed takes it down. */
export function BannerDialog({ drop, ...rest }: DialogProps) {
  const [text, setText] = useState(drop.banner?.text ?? '')
  const said = text.trim()
  const isChange = said !== (drop.banner?.text ?? '')
  return (
    <DeedDialog
      {...rest}
      to={setBanner}
      title="福利页公告"
      words="会员打开这场福利就能看到，一秒内生效。清空就是撤下。"
      yes={said === '' && drop.banner ? '撤下公告' : '发布公告'}
      busy="正在发布…"
      example="三号厅检修，告知会员"
      given={(reason) =>
        isChange
          ? { params: { dropId: drop.dropId }, body: { ...(said && { text: said }), reason } }
          : undefined
      }
      done={() => (said ? '公告已发布' : '公告已撤下')}
    >
      <Field
        id="banner-text"
        label="公告"
        lines={2}
        max={60}
        value={text}
        onChange={setText}
        placeholder="三号厅检修，其他厅照常，已抢到的券可以换场次"
      />
    </DeedDialog>
  )
}

/** 停一家单位: first which, then why. */
export function StopOrgDialog({ drop, ...rest }: DialogProps) {
  const [org, setOrg] = useState<{ readonly orgId: string; readonly name: string }>()
  if (!org)
    return (
      <OrgPicker
        rootId={drop.orgId}
        chosen={drop.stoppedOrgs.map(({ orgId }) => orgId)}
        onChoose={setOrg}
        onClose={rest.onClose}
      />
    )
  return (
    <DeedDialog
      {...rest}
      to={stopOrg}
      title={`停下${org.name}？`}
      words="一秒内这家单位和下级的会员领不了，会看到“你所在的单位这场先停了”。其他单位照常，可以再恢复。"
      yes="停这一家"
      busy="正在停…"
      tone="danger"
      example="名单有误，正在核对"
      given={(reason) => ({ params: { dropId: drop.dropId }, body: { orgId: org.orgId, reason } })}
      done={() => '已停'}
    >
      <View className="control-chosen">
        <Text className="t14">{org.name}和下级</Text>
        <Button id="other-org" tone="quiet" shape="pill" onTap={() => setOrg(undefined)}>
          换一家
        </Button>
      </View>
      <BlastPanel dropId={drop.dropId} query={{ deed: 'stop-org', orgId: org.orgId }} />
    </DeedDialog>
  )
}
