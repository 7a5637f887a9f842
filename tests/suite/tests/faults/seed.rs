//! The faults that can be seeded, and the seed of a reference.

use std::cell::Cell;

/// The list of faults. Each name says what the reference does with the fault.
macro_rules! faults {
    ($($name:ident)*) => {
        /// A fault of the reference.
        #[derive(Clone, Copy, Debug, Eq, PartialEq)]
        pub(crate) enum Fault { $($name),* }

        impl Fault {
            /// Every fault.
            pub(crate) const ALL: &[Self] = &[$(Self::$name),*];
        }
    };
}

faults! {
    // Writing a form.
    LastMemberIsLost MembersAreSorted RepeatedMembersAreWrittenOnce DomainIsWrittenAsIdentity
    IdentityIsWrittenAsDomain ListOfOneHasNoIndex PlusIsWrittenBare SpacesAreLost
    AmpersandIsWrittenBare PercentIsWrittenBare ValueEndsAtHash QuotesAreWrittenAsHtml
    Latin1IsWritten SurrogatesAreWritten WrittenValueEndsAtNul EmptyListIsNotWritten
    EmptyMembersAreNotWritten NoMoreThan50MembersAreWritten WrittenValueIsCutAt256Bytes
    WhatXmlExcludesIsNotWritten WritingRefusesTwoAts LowerCaseIsWritten AnotherMediaTypeIsWritten
    BooleanIsWrittenInCapital FalseIsNotWritten FinalDotIsNotWritten
    // Reading a form.
    MediaTypeWithParametersIsRefused MediaTypeIsCaseSensitive CharsetIsHonoured MediaTypeIsIgnored
    MediaTypeIsAPrefix ActionMustComeFirst OrderOfPairsIsKept IndicesAreSortedAsText
    VersionMustFollowAction PlusIsNotASpace PlusIsReplacedAfterDecoding LowerCaseHexIsRefused
    FormIsDecodedTwice FormIsDecodedBeforeItIsDivided ValueEndsAtSecondEquals SemicolonDivides
    NamesAreNotDecoded ReadValueEndsAtNul BareBytesAreRefused BareBytesAreLatin1 ValuesAreTrimmed
    EmptyPairsAreRefused NamesWithoutEqualsAreDropped MalformedEscapesAreKept EscapesMayHaveASign
    EscapesMayHaveSpaces PercentUIsAnEscape PercentPercentIsPercent
    PairsWithMalformedNamesAreDropped InvalidUtf8IsReplacedInForms EmptyMembersAreSkipped
    EmptyListIsOneEmptyMember MissingListIsEmpty NameMayBeLonger ParametersIgnoreCase
    ListMayBeAValue ListValueIsTrimmed ListMayBeFlat ItemIsMember MemberIgnoresCase MemberMayBeGlued
    MemberNeedsNoIndex IndexMayBeEmpty IndexMayBeZero IndexMayHaveZeros IndexMayHaveASign
    IndexIsTrimmed IndexMayBeHexadecimal IndexMayBeFullWidth IndexMayHaveASuffix ListEndsAtGap
    GapsAreClosed IndexWrapsAt32Bits IndexWrapsAt64Bits LastOfAnIndexCounts RepeatedIndicesAreKept
    EmptyListWins MembersWin MissingActionIsAccepted EmptyFormIsAnEmptyRequest
    QuestionMarkIsDropped ActionIsNotCompared ActionIgnoresCase ActionIsTrimmed VersionIsRequired
    VersionIsNotCompared FirstOfRepeatedCounts LastOfRepeatedCounts RepeatedAreJoined
    UnknownParametersAreRefused RepeatedUnknownParametersAreRefused MoreThan100AreRefused
    IdentitiesNeedADot NamesOfScriptObjectsAreLost ArnsAreShortened LowerCaseIsRead
    // Operations.
    FormsAreNotDispatched DispatchIsByParameters AnyActionIsAccepted ActionIsAPrefix
    ActionWinsOverTheOperation BooleanOfAFormIgnoresCase BooleanOfAFormMayBeADigit
    BooleanOfAFormMayBeEmpty BooleanOfAFormIsTrimmed OtherWordsOfAFormAreFalse MissingScalarIsEmpty
    MissingBooleanIsFalse DomainMayBeIdentity ScalarMayBeAList SuffixedScalarsAreIgnored
    // Documents: characters and encoding.
    ByteOrderMarkIsText DeclarationMustBeAtByteZero ByteOrderMarksAreDropped
    ByteOrderMarksAreDroppedEverywhere CharactersHaveThreeBytes InvalidUtf8IsReplaced
    DeclarationIsRefused EncodingIsRequired EncodingIsCaseSensitive AsciiIsUnknown
    StandaloneIsRefused Version11IsRefused VersionHasOneDigit VersionIsAnyText VersionNeedsNoDigits
    AsciiIsNotChecked UnknownEncodingIsIgnored InvalidUtf8IsAnEmptyAnswer
    // Documents: start and end.
    OpenElementsAreClosed EndInMarkupIsAnEmptyAnswer OpenElementsAreAnEmptyAnswer
    NoRootIsAnEmptyAnswer EndTagsAreNotCompared EndTagsIgnoreCase EndTagsAreAPrefix
    EndTagsAreComparedByLocalName TextBeforeTheRootIsIgnored TextAfterTheRootIsIgnored
    ReadingEndsAtTheEndOfTheRoot SecondRootIsIgnored EndTagsAfterTheRootAreIgnored
    ReferencesAfterTheRootAreIgnored FinalNulsAreTrimmed LoneLessThanAfterTheRootIsIgnored
    WhiteSpaceAfterTheRootIsRefused InstructionsAroundTheRootAreRefused SelfClosedRootIsRefused
    // Documents: references and characters.
    QuotAndAposAreUnknown HexReferencesAreRefused ReferencesHaveEightDigits ReferencesHave16Bits
    ReferencesAreReadTwice BoundsOfCharactersAreRefused C1ControlsAreRefused
    BareGreaterThanIsRefused BareAmpersandIsText SemicolonMayBeMissing EmptyReferenceIsNothing
    ReferenceWithoutDigitsIsNothing UpperCaseXIsHexadecimal ReferenceMayHaveASign
    ReferenceMayHaveASpace ReferenceToNulIsRead ReferenceToControlIsRead
    ReferenceToNoncharacterIsRead ReferenceToSurrogateIsReplaced ReferencedSurrogatesAreJoined
    ReferenceBeyondUnicodeIsReplaced ReferencesWrapAt32Bits ReferencesWrapAt64Bits
    UnknownEntityIsText UnknownEntityIsNothing EntitiesIgnoreCase ControlsInTextAreRead
    NulInTextIsRead NoncharactersInTextAreRead ControlsInSectionsAreRead ControlsInCommentsAreRead
    ControlsInInstructionsAreRead ControlsInAttributesAreRead ControlsBetweenElementsAreRead
    SectionEndInTextIsRead
    // Documents: markup.
    CdataIgnoresCase DeclarationsInContentAreSkipped HyphensInCommentsAreRead
    CommentsMayEndInThreeHyphens InstructionsNeedNoTarget TargetMayBeXmlInUpperCase
    TargetsMayEndAnywhere CommentsEndAtGreaterThan CommentsEndAsInHtml InstructionsEndAtGreaterThan
    RepeatedAttributesAreRead RepeatedNamespacesAreRead AttributesNeedNoValue AttributesNeedNoQuotes
    AttributesMayHaveTwoEquals AttributesNeedNoSpace LessThanInAttributesIsRead
    AmpersandInAttributesIsRead EntitiesInAttributesAreNotChecked QuotesInTagsAreSkipped
    NamesMayEndAnywhere NamesHaveNoGaps SlashesInTagsAreSkipped EndTagsMayHaveAttributes
    SpaceAroundEqualsIsRefused GreaterThanEndsEveryTag TagsNeedNoName NamesMayFollowSpace
    NamesMayStartWithDigits NamesMayStartWithHyphens NamesMayStartWithAnyNameCharacter
    NamesAreLetters NamesAreOfTheFourthEdition DeclarationMayOccurAnywhere AttributesAreLimitedTo150
    NeighboursAreCompared EndTagsAreReadAsInHtml
    // Documents: the declaration.
    DeclarationIsNotRead VersionIsOptional VersionNeedsNoQuotes VersionIsTrimmed
    PartsOfDeclarationHaveAnyOrder StandaloneIsAnyText PartsOfDeclarationNeedNoSpace
    UnknownPartsOfDeclarationAreIgnored DeclarationMayEndWithoutMark DeclarationIsFollowedByASpace
    // Documents: document type declarations.
    DoctypeIsSkipped EntitiesAreExpanded ExternalEntitiesAreRead DoctypeIsSearchedInText
    // Documents: text.
    TextEndsAtComment TextEndsAtInstruction TextEndsAtSection TextEndsAtReference
    TextStartsAnewAtReference TextStartsAnewAtComment SectionsAreDropped ReferencesAreDropped
    SectionsAreUnescaped SectionsEndAtTwoBrackets EmptySectionsEndTheText
    SectionEndIsSearchedAcrossMarkup LineEndsAreKept OnlyCrLfIsALineEnd LineEndsInSectionsAreKept
    LineEndsAreNormalisedLast KeysAreTrimmed BlankKeysAreEmpty TokensAreTrimmed
    BlankTokensAreDropped StatusIsTrimmed TokensAreTheirFirstPiece StatusIsItsFirstPiece
    BooleanIsItsFirstPiece BooleanMustBePlain RequestIdIsItsFirstPiece CodeIsItsFirstPiece
    MessageIsItsFirstPiece TextWithoutAPlainPieceIsEmpty
    // Documents: names.
    NamesAreComparedWhole NamespaceIsRequired OtherNamespacesAreRefused InnerNamespacesAreRefused
    TextBesideAttributesIsLost AttributesAreMembers AttributesAreComparedByLocalName
    ElementsIgnoreCase RootIgnoresCase ForeignNamesAreRefused UnboundPrefixesAreEmptyElements
    NilIsFalse ForeignElementsWin
    // Documents: unknown elements.
    UnknownElementsInTheRootAreRefused UnknownElementsInTheResultAreRefused EntryHasTwoChildren
    UnknownMembersAreRefused UnknownElementsInMetadataAreRefused ElementsAreFoundAtAnyDepth
    TextBetweenElementsIsRefused SectionsBetweenElementsAreMarkup CommentsInListsAreRefused
    UnknownElementsInTokensAreSkipped ItemsAreSkipped EmptyElementsInListsAreSkipped
    UnknownElementsInMapsAreSkipped EntriesHaveAnyName TextInTokensIsSkipped
    TextAfterMembersIsSkipped SectionsInListsAreSkipped ReferencesInListsAreSkipped
    TextInMapsIsSkipped UnknownElementsAreNotRead DomainsNeedThreeTokens
    // Documents: size.
    DepthIsLimitedTo32 ClosedElementsCountAsDepth ElementsAreLimitedTo500 CommentsAreLimitedTo100
    ReadingRecurses DepthHasNoLimit
    // Answers: root, result, metadata.
    ForeignRootIsAnEmptyAnswer ResultHasAnyName ResultIsTheFirstElement ResultIsOptional
    MissingResultIsAnEmptyAnswer MetadataIsRequired RequestIdIsRequired ResultMustComeFirst
    EmptyRequestIdIsKept RequestIdIsNotTrimmed LastRequestIdCounts LastMetadataCounts
    RootIsNotCompared ResultMayBeTheRoot MapMayBeTheRoot FirstResultCounts TextIsCutAt24Bytes
    ResultMustBeSelfClosed EveryReplyToSetIsSuccess SelfClosedResultIsRefused FalseIsMissing
    UnknownEncodingIsAnEmptyAnswer DecimalReferencesAreHexadecimal CarriageReturnsAreText
    LoneCarriageReturnsAreText
    // Answers: the map and its entries.
    MapIsRequired SelfClosedMapIsRefused BlankMapIsRefused KeyMustComeFirst MembersCarryOver
    MissingValueIsEmpty MissingKeyIsEmpty KeyCarriesOver ValueCarriesOver EmptyEntriesAreSkipped
    TextOfAnEntryIsItsKey FirstKeyCounts FirstValueCounts RepeatedTextsAreJoined FirstMapCounts
    LastMapCounts EntriesAreLimitedTo50 LastEntryIsLost FirstEntryOfAnIdentityCounts
    EntriesOfAnIdentityAreMerged NumericKeysAreNumbers KeysAreComposed KeysAreLowerCase
    KeysLoseTheirFinalDot EmptyKeyIsRefused TokensAccumulate
    // Answers: the members of a value.
    FailedIsUnknown TemporaryFailureIsUnknown NotStartedIsUnknown UnknownStatusIsRefused
    StatusIgnoresCase StatusOfVersion2IsTranslated EmptyStatusIsAbsent AbsentBooleanIsFalse
    AbsentStatusIsNotStarted AbsentTokensAreEmpty EmptyTokensAreAbsent BlankTokensAreText
    EmptyTokensAreDropped TextOfAValueIsItsBoolean TokensAreLimitedTo100 TokensAreSorted
    TokensAreASet BooleanIsTrimmed BooleanIgnoresCase BooleanMayBeADigit BooleanMayBeAWord
    BooleanMayBeEmpty SelfClosedBooleanIsAbsent InvalidBooleanIsAbsent
    LaterInvalidBooleanEmptiesTheEntry FirstBooleanCounts FirstStatusCounts FirstTokensCount
    TokensAreAppended EmptyTokensAreIgnored EnabledMustPrecedeStatus StatusMustPrecedeTokens
    OtherWordsAreFalse OtherWordsAreTrue
    // Answers: elements in texts.
    ElementsInTextsAreDropped ElementsInTextsAreFlattened ElementsInKeysAreFlattened
    ElementsInStatusAreDropped ElementsInBooleansAreDropped ElementsInRequestIdsAreDropped
    MarkupIsUnescapedFirst
    // Answers: layouts.
    LineFeedsAreText TabsAreText IndentationIsTwoSpaces SelfClosedTagsHaveNoSpace
    BlankListsAreRefused SpaceInTagsIsRefused
    // VerifyDomainDkim.
    MissingTokensAreEmpty EmptyTokensAreMissing ListIsOptional
    // Errors: their place.
    ErrorUnderSuccessIsAnEmptyAnswer EmptyErrorUnderSuccessIsAnEmptyAnswer ErrorNeedsItsNamespace
    ErrorNamesAreComparedWhole ErrorRootMustBeErrorResponse ErrorInTheRootOfTheOperationIsLost
    ErrorInErrorsIsLost BareErrorIsLost ExceptionIsLost MessageOfAnExceptionIsLost
    LowerCaseMessageOfAnExceptionIsLost CodeOfAnExceptionIsItsWholeName ExceptionWinsOverItsError
    ErrorBesideAResultIsIgnored ErrorWithoutAnErrorIsForeign
    InternalFailureUnderSuccessIsAnEmptyAnswer ErrorWithoutAnErrorIsAParseError
    // Errors: their fields.
    MessageIsRequired CodeIsRequired TypeIsRequired FieldsHaveTheDocumentedOrder
    RequestIdOfAnErrorIsLost UnknownFieldsAreRefused FieldsAreFoundAtAnyDepth MessageIsNotUnescaped
    ReceiverIsUnknown TypeIsLost UnknownTypeIsSender DetailIsLost EmptyDetailIsAbsent
    EmptyCodeIsTheStatus EmptyMessageIsAbsent MissingCodeIsTheStatus MissingCodeIsUnknownError
    LowerCaseMessageIsLost FieldsIgnoreCase FieldsWithMarkupAreLost MarkupInFieldsIsDropped
    RequestIDIsLost RequestIdInMetadataIsLost RequestIdInTheErrorIsLost
    EmptyRequestIdOfAnErrorIsKept CodeIsNotTrimmed OnlySpacesAreTrimmed CodeLosesItsSpaces
    BlankCodeIsAbsent TypeIsNotTrimmed RequestIdOfAnErrorIsNotTrimmed MessageIsTrimmed
    LastCodeCounts LastMessageCounts LastTypeCounts LastErrorCounts ErrorsAreMixed
    LastRequestIdOfAnErrorCounts RepeatedErrorIsAnEmptyAnswer RepeatedFieldsAreAParseError
    CodeBesideTheErrorIsRead
    // Errors: other bodies.
    EmptyBodyIsAParseError Status300IsSuccess RedirectIsSuccess PageIsAParseError
    BrokenPageIsAParseError TextIsAParseError JsonIsAParseError TruncatedErrorIsAParseError
    MalformedErrorIsAParseError AnswerUnderAnErrorStatusIsRead AnswerUnderAnErrorStatusIsRefused
    BlankBodyIsText PagesAreLowerCase DoctypeIsNotAPage DoctypeIsOneLine MarkHidesThePage
    SpaceHidesThePage CommentsHideThePage DeclarationHidesThePage PageIsAPrefix JsonIsText
    ArraysAreText TextIsUnknown MarkupAnywhereIsAPage CompressedIsText HalfACodeIsRead
    TruncatedXmlIsText MalformedXmlIsTruncated ForeignXmlIsAnError ErrorIgnoresCase
    CodeOfAForeignRootIsRead EntityIsRead DamagedErrorHasACodeOfTheStatus
    NestedErrorHasTheNameOfTheRoot
    // Bodies with a 2xx status.
    NoContentIsSuccess EmptyBodyIsSuccess PageIsSuccess JsonIsSuccess TextIsSuccess
    CompressedIsSuccess Only200IsSuccess
    // Headers.
    HeaderIsIgnored BodyWinsOverTheHeader EmptyHeaderCounts HeaderIsNotTrimmed
    HeaderOfAnErrorIsIgnored HeaderOfAForeignBodyIsIgnored HeaderIsAnAnswer
    // Retry classes.
    ThrottlingIsUnknown ThrottlingExceptionIsUnknown CodesOfOtherServicesAreUnknown
    TransientBeatsThrottling TooManyRequestsIsUnknown SkewBeatsTooManyRequests
    TimeoutBeatsTooManyRequests TimeoutsAreUnknown InternalErrorIsNotRepeated
    BadGatewayIsNotRepeated UnavailableIsNotRepeated GatewayTimeoutIsNotRepeated Every5xxIsTransient
    Status408IsTransient Every4xxIsRepeated AccessDeniedIsSkew EmptyCodeIsThrottling
    LimitExceededIsThrottling CodesIgnoreCase NamespacesOfCodesAreDropped SuffixesOfCodesAreDropped
    SkewIsUnknown SkewIsExpiry TransientBeatsSkew ExpiryIsUnknown TransientBeatsExpiry
    CodesNeedAStatus FailureUnder200IsSuccess CodeBeatsTheStatus NothingIsTransient
    // Writing a document.
    EmptyListsAreNotWritten AbsentMembersAreWritten EmptyMapIsNotWritten EmptyTextsAreNotWritten
    UnknownStatusIsWrittenAsPending TokensAreWrittenOnce TokensAreWrittenSorted RequestIdIsInvented
    TokensOfADomainAreItems ResultOfSetIsNotWritten FirstEntryOnlyIsWritten LessThanIsNotEscaped
    CarriageReturnIsWrittenBare WrittenTextIsTrimmed WrittenCharactersAreAscii NulIsDropped
    RequestIdIsNotChecked KeysAreWrittenInLowerCase BlankTokensAreNotWritten ScriptKeysAreNotWritten
    NoMoreThan50EntriesAreWritten TypeIsAlwaysSender MessageIsNotEscaped AbsentFieldsAreWritten
    EmptyMessageIsNotWritten UnknownTypeIsNotWritten DetailIsNotWritten CodeIsNotChecked
    ErrorHasNoNamespace RequestIdOfAnErrorIsNotWritten AmpersandIsNotEscaped NoncharactersAreDropped
    ControlsAreDropped MessageIsNotChecked KeysAreNotChecked StatusIsNotChecked
    TokensOfADomainAreNotWritten TokensAreNotChecked
    // Records.
    ZoneIsFixed DomainIsItsLastTwoLabels AddressIsADomain FirstAtDivides RecordsAreSorted
    HyphensAreRefused OneTokenMakesARecord TokensAreNotCounted TwoTokensMakeRecords
    NoTokensMakeABlankRecord ArnIsADomain ArnOfAnyServiceIsRead ArnNeedsTheFirstPartition
    AddressInAnArnIsADomain DomainInUpperCaseIsRefused FinalDotIsKept EmptyDomainIsRead
    EmptyLabelsAreRead LabelsAreNotMeasured LabelsAreLimitedTo62 DomainIsNotMeasured
    RecordIsNotMeasured LineFeedsAreRead SpacesAreRead SlashesAreRead BackslashesAreRead NulIsRead
    UnderscoresAreRefused UnicodeIsKept EmptyTokenIsRead TokensAreNotMeasured
    LineFeedsInTokensAreRead DotsInTokensAreRead TokensAreTrimmedInRecords UnicodeInTokensIsKept
    LocalPartIsChecked LastRecordIsLost PunycodePrefixIsDropped
}

/// The fault of a reference, if any, and the faults that it checked for. A fault that was not
/// checked for cannot change the answer.
pub(crate) struct Seed {
    fault: Option<Fault>,
    met: Vec<Cell<bool>>,
}

impl Seed {
    pub(crate) fn new(fault: Option<Fault>) -> Self {
        Self { fault, met: vec![Cell::new(false); Fault::ALL.len()] }
    }

    /// Whether this fault is switched on.
    pub(crate) fn is(&self, fault: Fault) -> bool {
        self.met[fault as usize].set(true);
        self.fault == Some(fault)
    }

    /// The faults that were checked for since the last call.
    pub(crate) fn take_checked(&self) -> Vec<Fault> {
        Fault::ALL.iter().copied().filter(|fault| self.met[*fault as usize].take()).collect()
    }
}
