import { getManagedCampaign } from '@gonghui/shared/reading/managed-campaigns'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { refusalWords } from '../lib/until-known'
import { useAnswer } from '../lib/use-answer'
import { useGrant } from '../lib/use-grant'
import { Button } from '../ui/button'
import { ConsolePage } from '../ui/console'
import { NoGrant } from '../ui/org-choice'
import { Loading, Offline, Refused } from '../ui/states'
import { AudienceFields } from './audience-fields'
import { BadgeFields } from './badge-fields'
import { CampaignFields } from './campaign-fields'
import { useCampaignEditor } from './use-campaign-editor'

/** 新建 or 修改: one form for all that a campaign is. */
export default function CampaignEditorPage() {
  const { campaignId, orgId } = useRouter().params
  const { me, grants } = useGrant('operator', 'staff')
  const grant = grants.find((one) => one.orgId === orgId) ?? grants[0]
  const given = grant && campaignId ? { params: { campaignId } } : undefined
  const { answer, reload } = useAnswer(getManagedCampaign, given)
  return (
    <ConsolePage
      at="campaigns"
      title={campaignId ? '修改草稿' : '新建主题阅读'}
      under="先存草稿；发布后内容不能再改"
    >
      {!grant && <NoGrant me={me} what="办主题阅读" />}
      {grant && campaignId && answer.kind === 'loading' && <Loading rows={4} />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={reload} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {grant && campaignId && answer.kind === 'ready' && (
        <Fields start={{ draft: answer.body.campaign }} rootId={grant.orgId} />
      )}
      {grant && !campaignId && (
        <Fields start={{ org: { orgId: grant.orgId, name: grant.orgName } }} rootId={grant.orgId} />
      )}
    </ConsolePage>
  )
}

interface FieldsProps {
  readonly start: Parameters<typeof useCampaignEditor>[0]
  readonly rootId: string
}

function Fields({ start, rootId }: FieldsProps) {
  const editor = useCampaignEditor(start)
  const { saving, save } = editor
  return (
    <View id="campaign-editor">
      <View className="console-columns">
        <View>
          <CampaignFields editor={editor} />
        </View>
        <View>
          <AudienceFields title="谁能参加" editor={editor} rootId={rootId} />
          <BadgeFields editor={editor} />
        </View>
      </View>
      {saving.kind === 'refused' && (
        <View className="field-error" id={`refused-${saving.problem.code}`}>
          {refusalWords(saving.problem)}
        </View>
      )}
      {saving.kind === 'unknown' && (
        <View className="field-error">暂时没有回应，还不知道存上没有。再点一次不会重复新建。</View>
      )}
      <Button id="save-campaign" busy={saving.kind === 'sending' && '正在保存…'} onTap={() => void save()}>
        存草稿
      </Button>
    </View>
  )
}
