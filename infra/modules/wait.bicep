// Nothing: only the time that Azure takes to do it. azure.bicep says what is waited for.
