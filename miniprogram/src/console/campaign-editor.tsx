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
import { editorStart } from './editor-start'
import { useCampaignEditor } from './use-campaign-editor'

/** 新建 or 修改: one form for all that a campaign is. */
export default function CampaignEditorPage() {
  const { campaignId, orgId } = useRouter().params
  const { me, grants } = useGrant('operator', 'staff')
  const isStaff = grants.length > 0
  const given = isStaff && campaignId ? { params: { campaignId } } : undefined
  const { answer, reload } = useAnswer(getManagedCampaign, given)
  const draft = answer.kind === 'ready' ? answer.body.campaign : undefined
  const begun = campaignId && !draft ? undefined : editorStart(grants, { orgId, draft })
  return (
    <ConsolePage
      at="campaigns"
      title={campaignId ? '修改草稿' : '新建主题阅读'}
      under="先存草稿；发布后内容不能再改"
    >
      {!begun && (!campaignId || !isStaff) && <NoGrant me={me} what="办主题阅读" />}
      {isStaff && campaignId && answer.kind === 'loading' && <Loading rows={4} />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={reload} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {begun && <Fields {...begun} />}
    </ConsolePage>
  )
}

interface FieldsProps {
  readonly start: Parameters<typeof useCampaignEditor>[0]
  readonly orgId: string
}

function Fields({ start, orgId }: FieldsProps) {
  const editor = useCampaignEditor(start)
  const { saving, save } = editor
  return (
    <View id="campaign-editor">
      <View className="console-columns">
        <View>
          <CampaignFields editor={editor} />
        </View>
        <View>
          <AudienceFields title="谁能参加" editor={editor} rootId={orgId} />
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
