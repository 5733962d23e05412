import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { describeStateMachine } from '../../shared/api/stepFunctions';
import { nameOf } from '../../shared/arn';
import { prepareLayouts } from '../../shared/graph/useLayout';
import { useParameter } from '../../shared/router';
import { lazily } from '../../shared/ui/lazily';
import { Page } from '../../shared/ui/Page';
import { Fault, Loading } from '../../shared/ui/States';
import { DesignerView, loadCanvas } from './DesignerView';
import { readDraft } from './drafts';
import { loadYaml } from './model/notation';

const AfterYaml = lazily(async () => {
  await loadYaml();
  return { default: DesignerView };
});

/** The draft of a machine, or of a new one where the address names none. */
export default function DesignerPage() {
  const arn = useParameter('arn');
  const client = useQueryClient();
  const { data: machine, error, refetch } = useQuery({ queryKey: ['machine', arn], queryFn: ({ signal }) => describeStateMachine(arn, signal), enabled: arn !== '' });
  useEffect(() => { // while the machine is read
    prepareLayouts();
    void loadCanvas();
  }, []);
  const View = useMemo(() => (readDraft(arn)?.language === 'yaml' ? AfterYaml : DesignerView), [arn]);
  if (error) return <Page title={nameOf(arn)}><Fault error={error} retry={() => void refetch()} /></Page>;
  if (arn && !machine) return <Page title={nameOf(arn)}><div className="panel"><Loading rows={8} /></div></Page>;
  return <View key={arn} arn={arn} deployed={machine?.definition ?? ''} type={machine?.type ?? 'STANDARD'} onSaved={() => void client.invalidateQueries({ queryKey: ['machine'] })} />;
}
